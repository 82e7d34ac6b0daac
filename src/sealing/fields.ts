/**
 * Fields in bytes, which are shorter than JSON: each has two bytes for its length, and then its value.
 *
 * @module
 */

const LENGTH_BYTES = 2

/** Encodes fields in order. Text becomes UTF-8. A field has at most 65,535 bytes. */
export function encodeFields(fields: readonly (string | Uint8Array)[]): Uint8Array {
  const encoder = new TextEncoder()
  const values = fields.map((field) => (typeof field === 'string' ? encoder.encode(field) : field))
  const bytes = new Uint8Array(values.reduce((total, value) => total + LENGTH_BYTES + value.length, 0))
  const view = new DataView(bytes.buffer)
  let offset = 0
  for (const value of values) {
    if (value.length > 0xffff) throw new TypeError(`Cannot encode a field of ${value.length} bytes.`)
    view.setUint16(offset, value.length)
    bytes.set(value, offset + LENGTH_BYTES)
    offset += LENGTH_BYTES + value.length
  }
  return bytes
}

/** Decodes exactly `count` fields. Returns undefined for bytes that are not that many fields. */
export function decodeFields(bytes: Uint8Array, count: number): readonly Uint8Array[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const fields: Uint8Array[] = []
  let offset = 0
  while (offset + LENGTH_BYTES <= bytes.length) {
    const end = offset + LENGTH_BYTES + view.getUint16(offset)
    fields.push(bytes.subarray(offset + LENGTH_BYTES, end))
    offset = end
  }
  // The last field may claim more bytes than there are.
  return offset === bytes.length && fields.length === count ? fields : undefined
}
