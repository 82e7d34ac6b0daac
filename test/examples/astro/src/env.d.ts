declare namespace App {
  interface SessionData {
    userId: string
  }
}
