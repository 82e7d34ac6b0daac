/** Runs the function on this machine. It receives requests as API Gateway sends them (HTTP API, payload format 2.0). */
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { handler } from './app.tsx'

const { PORT = '3000' } = process.env

createServer(async (req, res) => {
  const { statusCode, headers, cookies = [], body, isBase64Encoded } = await handler(await toEvent(req))
  res.writeHead(statusCode, { ...headers, 'set-cookie': cookies })
  res.end(Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'))
}).listen(Number(PORT), 'localhost', () => console.log(`http://localhost:${PORT}/settings`))

async function toEvent(req: IncomingMessage) {
  const { method = 'GET', url = '/', headersDistinct } = req
  const { cookie = [], ...otherHeaders } = headersDistinct
  const [rawPath = '/', ...query] = url.split('?')
  const headers = Object.entries(otherHeaders).map(([name, values = []]) => [name, values.join(',')])
  const body = await buffer(req)
  const { host = '', 'user-agent': userAgent = '' } = req.headers
  const now = new Date()
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString: query.join('?'),
    cookies: cookie.flatMap((value) => value.split('; ')),
    headers: Object.fromEntries(headers),
    body: body.length > 0 ? body.toString('base64') : null,
    isBase64Encoded: body.length > 0,
    requestContext: {
      accountId: '',
      apiId: '',
      authentication: null,
      authorizer: {},
      domainName: host,
      domainPrefix: '',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: req.socket.remoteAddress ?? '', userAgent },
      requestId: randomUUID(),
      routeKey: '$default',
      stage: '$default',
      time: now.toISOString(),
      timeEpoch: now.getTime(),
    },
  }
}
