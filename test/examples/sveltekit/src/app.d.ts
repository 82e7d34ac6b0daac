declare global {
  namespace App {
    interface Locals {
      /** The signed-in user, or `null`. */
      userId: string | null
    }
  }
}

export {}
