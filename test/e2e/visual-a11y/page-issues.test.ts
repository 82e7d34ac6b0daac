import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { launchChromium } from '../chromium.ts'
import { tabTo } from './keyboard.ts'
import { findPageIssues } from './page-issues.ts'

let browser: Browser
let page: Page
beforeAll(async () => {
  browser = await launchChromium()
})
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 320, height: 640 } })
})
afterEach(() => page.close())
afterAll(() => browser?.close())

async function setMain(main: string, style = ''): Promise<void> {
  await page.setContent(`<!doctype html><html lang="en"><head><title>A page</title>
<style>:focus-visible { outline: 3px solid blue } ${style}</style></head><body><main><h1>A page</h1>${main}</main></body></html>`)
}

test('findPageIssues() finds nothing on a page that is as it should be', async () => {
  await setMain(
    '<p>All is well.</p><p style="overflow: auto; white-space: nowrap" tabindex="0">This one scrolls, which is well too, since all of it can be read</p>',
  )
  expect(await findPageIssues(page)).toEqual([])
})

test.each([
  ['label', '<input>'],
  ['color-contrast', '<p style="color: #bbb; background: #fff">Hardly to be read</p>'],
  [
    'target-size',
    '<button style="width: 10px; height: 10px; padding: 0"></button><button style="width: 10px; height: 10px; padding: 0"></button>',
  ],
  ['image-alt', '<img src="data:,">'],
  ['scrolls sideways', '<div style="width: 400px">Wide</div>'],
  ['sticks out', '<div style="margin-left: -60px">To the left</div>'],
  ['is cut off', '<p style="width: 80px; overflow: hidden; white-space: nowrap">A text that is longer</p>'],
  ['is cut off', '<p style="height: 20px; overflow: hidden">A text that takes more than one line at this width</p>'],
  ['first headings', '<h1>One more</h1>'],
])('findPageIssues() finds a planted fault: %s', async (issue, main) => {
  await setMain(main)
  expect(await findPageIssues(page)).toContainEqual(expect.stringContaining(issue))
})

test.each([
  ['not to be seen', '<button style="outline: none">First</button><button id="last">Last</button>', ''],
  [
    'out of sight',
    '<button>First</button><button id="last">Last</button>',
    'body::after { content: ""; position: fixed; inset: 0 }',
  ],
  [
    'goes back',
    '<button>First</button><button id="last" style="position: absolute; top: 0; left: 0">Last</button>',
    '',
  ],
  [
    'goes back',
    '<button tabindex="2">First</button><button tabindex="1">Second</button><button tabindex="3" id="last">Last</button>',
    '',
  ],
])('tabTo() finds a planted fault: %s', async (issue, main, style) => {
  await setMain(main, style)
  expect(await tabTo(page, '#last')).toContainEqual(expect.stringContaining(issue))
})

test('tabTo() finds no fault where there is none, and says what it cannot reach', async () => {
  await setMain('<button>First</button><a href="#x">Second</a><button id="last">Last</button>')
  expect(await tabTo(page, '#last')).toEqual([])
  await setMain('<button tabindex="-1" id="last">Last</button>')
  await expect(tabTo(page, '#last')).rejects.toThrow('Cannot reach #last')
})
