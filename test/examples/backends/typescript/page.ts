import { html } from 'hono/html'

const HEAD = html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Acme Scheduling</title>
<style>
body {
  font:
    16px / 1.5 system-ui,
    sans-serif;
  max-width: 42rem;
  margin: 2rem auto;
  padding: 0 1rem;
  color: #1b2330;
}
section {
  border: 1px solid #d5dae2;
  border-radius: 10px;
  padding: 1rem;
  margin: 1rem 0;
}
section h2 {
  margin: 0;
  font-size: 1.1rem;
  overflow-wrap: anywhere;
}
form {
  display: inline-block;
  margin: 0.5rem 0.5rem 0 0;
}
[role="status"]:not(:empty) {
  background: #e2f4ea;
  padding: 0.5rem 1rem;
  border-radius: 10px;
}
button {
  font: inherit;
  padding: 0.5rem 1rem;
  border-radius: 10px;
  border: 1px solid #1750c4;
  background: #1750c4;
  color: #fff;
}
form + form button {
  background: none;
  border-color: #566173;
  color: inherit;
}
a.user {
  margin-inline-end: 0.75rem;
}
pre {
  overflow-x: auto;
  background: #f2f4f8;
  padding: 0.75rem;
  font-size: 0.8rem;
}
</style>`

/** What the page of the settings shows. */
export interface Settings {
  /** Names by user. */
  users: Readonly<Record<string, string>>
  user: string
  csrf: string
  notice: string
  /** The name of an account that the user has connected and not confirmed yet. */
  pending: string | undefined
  connections: readonly {
    id: number
    name: string
    calendars: readonly { calendar_name?: string; granted: boolean }[]
  }[]
  outcomes: readonly string[]
  footer: unknown
}

export function renderSettings({ users, user, csrf, notice, pending, connections, outcomes, footer }: Settings) {
  const button = (action: string, label: string, field = '', value: string | number = '') =>
    html`<form method="post" action="${action}"><input type="hidden" name="csrf" value="${csrf}">
<input type="hidden" name="${field}" value="${value}"><button>${label}</button></form>`
  return html`${HEAD}
<p><strong>Acme Scheduling</strong>. You are ${users[user]}. ${renderUsers(users, user)}</p>
<h1>Settings of ${users[user]}</h1>
<p role="status">${notice}</p>
${
  pending &&
  html`<section><p>You connected <strong>${pending}</strong>. Is this your account?</p>
${button('/confirm', 'Yes, keep it', 'answer', 'yes')} ${button('/confirm', 'No, remove it', 'answer', 'no')}</section>`
}
${connections.map(
  ({ id, name, calendars }) => html`<section><h2>${name}</h2>
<ul>${calendars.map(({ calendar_name, granted }) => html`<li>${calendar_name}: ${granted ? 'full access' : 'limited access'}</li>`)}</ul>
${button('/allow', 'Choose calendars', 'connection', id)} ${button('/disconnect', 'Disconnect', 'connection', id)}</section>`,
)}
${button('/connect', connections.length === 0 ? 'Connect a calendar' : 'Connect another calendar')}
<h2>Results</h2>
<ol>${outcomes.map((outcome) => html`<li>${outcome}</li>`)}</ol>
${footer ?? ''}`
}

/** The page of a user who is not signed in. */
export function renderSignIn(users: Settings['users']) {
  return html`${HEAD}
<h1>Sign in to Acme Scheduling</h1>
<p>This application is fictional, and so are its users. Choose one:</p>
<p>${renderUsers(users, '')}</p>`
}

function renderUsers(users: Settings['users'], current: string) {
  const others = Object.entries(users).filter(([user]) => user !== current)
  return others.map(([user, name]) => html`<a class="user" href="/sign-in?user=${user}">Sign in as ${name}</a> `)
}
