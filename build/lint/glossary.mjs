/**
 * The words of the project, held by a lint rule over identifiers and file names.
 * `camelCase`, `CONSTANT_CASE` and `kebab-case` are split into words; an entry of several words matches them side by side.
 */

/** Words that do not name anything here → what to write. */
export const FORBIDDEN = new Map([
  ['deed', 'action'],
  ['deeds', 'actions'],
  ['door', 'adapter, endpoint or transport'],
  ['doors', 'servers or endpoints'],
  ['news', 'eventBus'],
  ['tell', 'publish, notify or describe'],
  ['status board', 'legacyStatus'],
  ['film', 'sample frames'],
  ['films', 'frame folders'],
  ['studio', 'frameGenerator'],
  ['original', 'legacy'],
  ['take over', 'migrate'],
  ['seed', 'legacy'],
  ['words', 'messages'],
  ['admission', 'preconditions'],
  ['admit', 'checkPreconditions'],
  ['obstacle', 'blockingFault'],
  ['obstacles', 'blockingFaults'],
  ['photograph', 'captureCamera'],
  ['first start', 'setupWizard'],
  ['starved', 'bandwidthLimited'],
  ['hopeless', 'nonRetryable'],
  ['learned limit', 'concurrencyLimit'],
  ['learned limits', 'concurrencyLimits'],
  ['bus test', 'busBenchmark'],
  ['traffic', 'throttle'],
  ['late store', 'lazyStore'],
  ['callers', 'authentication or request origin'],
  ['kept file', 'jsonFile'],
  ['kept picture', 'verifiedPicture'],
  ['heartbeat', 'frameCrcParser'],
  ['holder', 'owner'],
  ['still', 'snapshot'],
  ['stills', 'snapshots'],
  ['trouble', 'problem'],
  ['troubles', 'problems'],
  ['happening', 'activity'],
  ['happenings', 'activity'],
  ['anew', 'again'],
  ['fewest', 'min'],
  ['afar', 'remote'],
  ['from elsewhere', 'from another machine'],
  ['upload notes', 'uploadCheckpoint'],
]);

/** Names that stay, each for its reason. Only the whole name is excepted. */
export const EXCEPTIONS = {
  // Public: JSON keys, IPC calls, CLI options and error codes do not change.
  'a key of JSON, a call of the API or an option': [
    'obstacle',
    'still',
    'takeOver',
    'original',
    'holder',
    'firstStart',
    'setFirstStart',
    'bus_test',
  ],
  'an error code': ['ORIGINAL_RUNS', 'BUS_TEST_IN_PROGRESS', 'BUS_TEST_FAILED'],
  // Here the word has its own meaning.
  'the start value of random numbers or of a chain of signatures': [
    ...['seed', 'SEED', 'FUZZ_SEED', 'SOAK_SEED', 'seedSignature'],
  ],
  'the words of a command line or of a text': ['words'],
  'an adverb': ['isStillAuthorized', 'stillWaits', 'stillWithout'],
};

const EXCEPTED = new Set(Object.values(EXCEPTIONS).flat());

/**
 * What is wrong with a name.
 * @param {string} name an identifier, or a file's name without its folder
 * @returns {{ word: string, instead: string } | null} null where the name is allowed
 */
export function findForbiddenWord(name) {
  if (EXCEPTED.has(name)) return null;
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .join(' ')
    .toLowerCase();
  const found = [...FORBIDDEN].find(([word]) => ` ${words} `.includes(` ${word} `));
  return found ? { word: found[0], instead: found[1] } : null;
}

/** @type {import('eslint').Rule.RuleModule} */
const terms = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      identifier: '"{{word}}" in {{name}}: write {{instead}} (see build/lint/glossary.mjs).',
      file: '"{{word}}" in the file name {{name}}: write {{instead}} (see build/lint/glossary.mjs).',
    },
  },
  create(context) {
    /** @param {import('eslint').Rule.Node} node @param {string} name @param {'identifier' | 'file'} messageId */
    const check = (node, name, messageId) => {
      const found = findForbiddenWord(name);
      if (found) context.report({ node, messageId, data: { ...found, name } });
    };
    return {
      Program: (node) => {
        check(
          /** @type {import('eslint').Rule.Node} */ (node),
          context.filename.replace(/^.*[\\/]/, ''),
          'file',
        );
      },
      Identifier: (node) => {
        check(node, node.name, 'identifier');
      },
      PrivateIdentifier: (node) => {
        check(node, node.name, 'identifier');
      },
    };
  },
};

/** The plugin for eslint.config.mjs. */
export default { rules: { terms } };
