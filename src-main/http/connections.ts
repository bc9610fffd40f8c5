import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Bounds a server's connections. Where there are too many, the one goes that has waited the longest for its client: who
 * opens connections and says nothing can't keep the others out. Where none waits but the newest, one goes whose client
 * does not read what it is answered. Other answers, and streams, go on.
 * @param most connections at once.
 */
export function boundConnections(server: Server, most: number): void {
  /** Connections whose client has something to send, the longest wait first. */
  const waiting = new Map<string, Socket>();
  /** What is being answered on each connection, the oldest first. */
  const answers = new Map<string, ServerResponse>();
  let count = 0;
  server.on('connection', (socket: Socket) => {
    const peer = peerOf(socket);
    count += 1;
    waiting.set(peer, socket);
    socket.once('close', () => {
      count -= 1;
      waiting.delete(peer);
      answers.delete(peer);
    });
    if (count <= most) return;
    const [longest = socket] = waiting.values();
    const unread = longest === socket ? [...answers.values()].find(isUnread) : undefined;
    (unread?.req.socket ?? longest).destroy();
  });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    const peer = peerOf(socket);
    const connection = waiting.get(peer) ?? socket;
    answers.set(peer, response);
    const hasBody =
      'transfer-encoding' in request.headers || Number(request.headers['content-length'] ?? 0) > 0;
    if (!hasBody) waiting.delete(peer);
    else request.once('end', () => waiting.delete(peer));
    response.once('close', () => {
      if (answers.get(peer) === response) answers.delete(peer);
      if (!socket.destroyed) waiting.set(peer, connection);
    });
  });
}

/** True where the client has yet to read some of its answer, so that no more of it can be sent. */
function isUnread(response: ServerResponse): boolean {
  return response.writableLength > 0;
}

/** Names a connection. By TLS a request has another socket than the connection below it; the other end is the same. */
function peerOf({ remoteAddress = '', remotePort = 0 }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}
