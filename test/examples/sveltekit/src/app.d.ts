declare global {
  namespace App {
    interface Locals {
      /** The ID of the signed-in user, or `null`. */
      userId: string | null
    }
  }
}

export {}
