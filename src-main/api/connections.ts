import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Bounds a server's connections. Where there are too many, the one goes that has waited the longest for its client: who
 * opens connections and says nothing can't keep the others out. What is being answered, a stream too, goes on.
 * @param most connections at once.
 */
export function boundConnections(server: Server, most: number): void {
  /** Connections whose client has something to send, the longest wait first. */
  const waiting = new Set<Socket>();
  let count = 0;
  server.on('connection', (socket: Socket) => {
    count += 1;
    waiting.add(socket);
    socket.once('close', () => {
      count -= 1;
      waiting.delete(socket);
    });
    const [longest] = waiting;
    if (count > most) longest?.destroy();
  });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    const hasBody =
      'transfer-encoding' in request.headers || Number(request.headers['content-length'] ?? 0) > 0;
    if (!hasBody) waiting.delete(socket);
    else request.once('end', () => waiting.delete(socket));
    response.once('close', () => {
      if (!socket.destroyed) waiting.add(socket);
    });
  });
}
