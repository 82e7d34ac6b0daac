import { ERRORS, type ErrorCode } from '../../../src/error-codes.ts'
import { HTTP_ERRORS } from '../../../src/handler/errors/http-error.ts'

/** Every code that a page can show. */
export const ERROR_CODES = Object.keys({ ...ERRORS, ...HTTP_ERRORS }) as readonly ErrorCode[]
