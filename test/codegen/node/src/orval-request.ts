/** What orval's client sends its requests with. */
export async function request<Response>(path: string, options: RequestInit): Promise<Response> {
  const response = await fetch(`${process.env['SERVICE_URL'] ?? process.env['API_URL']}${path}`, options)
  const body = await response.text()
  return { data: body === '' ? {} : JSON.parse(body), status: response.status, headers: response.headers } as Response
}
