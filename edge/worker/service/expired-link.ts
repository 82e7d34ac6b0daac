import { HttpError } from '../../../src/handler/errors/http-error.ts'

/** A link or a page of the service has expired. The URL at which its flow ends is authentic. */
export class ExpiredLink extends HttpError {
  readonly returnTo: string

  constructor(returnTo: string) {
    super('expired_link', 'The link or the page has expired, or this browser has not opened it.')
    this.returnTo = returnTo
  }
}
