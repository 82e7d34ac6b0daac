import { HTTP_ERRORS } from '../../../edge/worker/errors/http-error.ts'
import { ERRORS, type ErrorCode } from '../../../src/error-codes.ts'

/** Every code that a page can show. */
export const ERROR_CODES = Object.keys({ ...ERRORS, ...HTTP_ERRORS }) as readonly ErrorCode[]
