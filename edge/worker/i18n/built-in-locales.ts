/**
 * The languages that the deployable entries offer. Import this file as a namespace: the name of each export is its
 * language code (BCP 47), and its value has the texts. To add a language, write its file and export it here.
 *
 * @module
 */
export { de } from './de.ts'
export { en } from './en.ts'
