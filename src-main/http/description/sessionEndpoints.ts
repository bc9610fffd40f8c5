import {
  counterAnswerSchema,
  goatDataRequestSchema,
  queueAnswerSchema,
  renumberRequestSchema,
  SESSION_ACTIONS,
  sessionAnswerSchema,
  sessionListAnswerSchema,
  sessionListRequestSchema,
  type SessionAction,
} from '#contract/sessionApi';
import type { Described, Endpoint } from './endpoint';
import { COUNTER, QUEUE, SESSION, SESSIONS } from './examples';

const SESSION_ANSWER: Described = { name: 'Session', schema: sessionAnswerSchema, example: SESSION };

const QUEUE_ANSWER: Described = { name: 'Queue', schema: queueAnswerSchema, example: QUEUE };

const ACTION_SUMMARIES: Record<SessionAction, string> = {
  retry: 'Sends a session again that waits or needs attention.',
  keep: 'Keeps a capture that is in review: it goes on to the store.',
  discard: 'Discards a session that is not in the store.',
  delivered:
    'Says that the stick with an exported session has been delivered: it waits for the store no longer.',
  replace: 'Lets a session replace the earlier pictures of its goat in the store.',
};

/** What becomes of captures. */
export const SESSION_ENDPOINTS: readonly Endpoint[] = [
  {
    ...{ method: 'get', path: '/queue', access: 'login' },
    summary: 'How the way to the store stands.',
    answer: QUEUE_ANSWER,
    errors: [],
  },
  {
    ...{ method: 'post', path: '/queue/retry', access: 'login' },
    summary: 'Tries to send what waits at once, however long the queue would rest after a failure.',
    answer: QUEUE_ANSWER,
    errors: [],
  },
  {
    ...{ method: 'get', path: '/counter', access: 'login' },
    summary: 'The next free goat number.',
    answer: { name: 'Counter', schema: counterAnswerSchema, example: COUNTER },
    errors: [],
  },
  {
    ...{ method: 'get', path: '/sessions', access: 'login' },
    summary: 'The sessions that are here, the newest first. states takes several with commas between them.',
    query: { name: 'SessionListRequest', schema: sessionListRequestSchema },
    answer: { name: 'SessionList', schema: sessionListAnswerSchema, example: SESSIONS },
    errors: ['INVALID_REQUEST'],
  },
  {
    ...{ method: 'get', path: '/sessions/{id}', access: 'login' },
    summary: 'All about a session.',
    answer: SESSION_ANSWER,
    errors: ['SESSION_NOT_FOUND'],
  },
  ...SESSION_ACTIONS.map((action): Endpoint => ({
    ...{ method: 'post', path: `/sessions/{id}/${action}`, access: 'login' },
    summary: ACTION_SUMMARIES[action],
    answer: SESSION_ANSWER,
    errors: ['SESSION_NOT_FOUND', 'SESSION_STATE'],
  })),
  {
    ...{ method: 'post', path: '/sessions/{id}/renumber', access: 'login' },
    summary:
      'Gives a session that is not in the store another goat number: the next free one where none is given.',
    body: { name: 'RenumberRequest', schema: renumberRequestSchema, example: { goat_id: '18' } },
    answer: SESSION_ANSWER,
    errors: ['SESSION_NOT_FOUND', 'SESSION_STATE', 'INVALID_GOAT_ID', 'GOAT_EXISTS'],
  },
  {
    ...{ method: 'post', path: '/sessions/{id}/goat_data', access: 'login' },
    summary:
      'Corrects the goat data of a session: what is given takes the place of all that was. Where the store has goat_data.json already, it is written anew.',
    body: {
      name: 'GoatDataRequest',
      schema: goatDataRequestSchema,
      example: { goat_data: { description: 'dairy', live_weight: '58 kg' } },
    },
    answer: SESSION_ANSWER,
    errors: ['SESSION_NOT_FOUND', 'SESSION_STATE'],
  },
  {
    ...{ method: 'get', path: '/sessions/{id}/{size}/{camera}/{number}', access: 'login' },
    summary:
      'A picture of a session, from number 1: size is pictures, as the camera made it, or thumbnails, reduced to an eighth. While a capture runs, newest is the newest picture of a camera, from the number on, as a small BMP.',
    answer: 'image/jpeg',
    errors: ['NOT_FOUND', 'INVALID_REQUEST', 'SESSION_NOT_FOUND', 'SESSION_DAMAGED', 'FFMPEG_MISSING'],
  },
];
