import { S3Client } from '@aws-sdk/client-s3';

const BODY = 'Action=GetCallerIdentity&Version=2011-06-15';

/**
 * Whose keys a client has, as an ARN: STS's GetCallerIdentity, which needs no right at all. Where S3_ENDPOINT leads to
 * another server, that is asked, since some have STS at the same address.
 * @returns null where that can't be told.
 */
export async function callerIdentity(client: S3Client, signal: AbortSignal): Promise<string | null> {
  try {
    const region = await client.config.region();
    const own = await client.config.endpoint?.();
    const { protocol, hostname, port } = own ?? {
      ...{ protocol: 'https:', hostname: `sts.${region}.amazonaws.com`, port: undefined },
    };
    const host = port === undefined ? hostname : `${hostname}:${port}`;
    const scheme = { name: 'sigv4', signingName: 'sts', signingRegion: region, properties: {} };
    // A client signs for the service that it signed for first: so this one has to be new.
    const { credentials } = client.config;
    const signer = await new S3Client({ region, credentials }).config.signer(scheme);
    const { headers } = await signer.sign({
      ...{ method: 'POST', protocol, hostname, path: '/', query: {}, body: BODY },
      ...(port !== undefined && { port }),
      headers: { host, 'content-type': 'application/x-www-form-urlencoded' },
    });
    const answer = await fetch(`${protocol}//${host}/`, { method: 'POST', headers, body: BODY, signal });
    return /<Arn>([^<]+)<\/Arn>/.exec(await answer.text())?.[1] ?? null;
  } catch {
    // Who the keys belong to is good to know; that they don't work is told by what they are needed for.
    return null;
  }
}
