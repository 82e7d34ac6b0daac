/** The colours, the corners and the type of every page of the project, light and dark. */
export const THEME = `:root {
  color-scheme: light dark;
  --ground: light-dark(#f6f7f9, #14171c);
  --surface: light-dark(#ffffff, #1d2229);
  --ink: light-dark(#1b2330, #e8ecf2);
  --muted: light-dark(#566173, #a3aebd);
  --line: light-dark(#d5dae2, #39414d);
  --accent: light-dark(#1750c4, #8fb4ff);
  --on-accent: light-dark(#ffffff, #0b1a36);
  --good: light-dark(#11683b, #7fd6a5);
  --good-ground: light-dark(#e2f4ea, #15311f);
  --warn: light-dark(#84500a, #f0c078);
  --warn-ground: light-dark(#fdf1dc, #392a10);
  --radius: 10px;
  font: 16px/1.55 system-ui, sans-serif;
}
`

/** The one stylesheet of the connect app, served at `/style.css`. */
export const STYLE: string = `${THEME}* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); }
header, main, nav { max-width: 44rem; margin: 0 auto; padding: 0 1.25rem; }
header { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; padding-top: 1rem; }
header p { margin: 0; }
.brand { font-weight: 650; margin-right: auto; }
.brand a { display: inline-block; padding: .25rem 0; color: inherit; text-decoration: none; }
.note { font-size: .85rem; color: var(--warn); background: var(--warn-ground); border-radius: 99px; padding: .1rem .75rem; }
.account { display: flex; align-items: center; justify-content: space-between; gap: .75rem; flex-basis: 100%; font-size: .9rem; color: var(--muted); min-width: 0; }
.account span { overflow: hidden; text-overflow: ellipsis; }
main { background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); margin-top: 1rem; margin-bottom: 3rem; padding: 1.5rem; }
@media (max-width: 46rem) { main { margin-left: .75rem; margin-right: .75rem; padding: 1.1rem; } }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .75rem; text-wrap: balance; }
h2 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; overflow-wrap: anywhere; }
p { margin: 0 0 1rem; }
a { color: var(--accent); }
small, .muted { color: var(--muted); }
code { font-size: .85em; }
.steps { display: flex; flex-wrap: wrap; gap: .25rem clamp(.75rem, 3vw, 1.5rem); list-style-position: inside; padding: 0; margin: 1.25rem 0 0; font-size: .9rem; color: var(--muted); }
.steps [aria-current] { color: var(--ink); font-weight: 650; }
.cards { list-style: none; padding: 0; margin: 1.25rem 0; display: grid; gap: .6rem; grid-template-columns: repeat(auto-fill, minmax(12.5rem, 1fr)); }
.cards a { display: block; padding: .8rem 1rem; border: 1px solid var(--line); border-radius: var(--radius); text-decoration: none; color: var(--ink); font-weight: 600; }
.cards a:hover { border-color: var(--accent); }
.cards small { display: block; font-weight: 400; }
fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
legend { padding: 0; }
.calendars { list-style: none; padding: 0; margin: 0; border: 1px solid var(--line); border-radius: var(--radius); }
.calendars li + li { border-top: 1px solid var(--line); }
.calendars li > label, .calendars li > div { display: flex; align-items: center; flex-wrap: wrap; gap: .25rem .75rem; padding: .65rem .9rem; min-height: 2.75rem; }
.calendars input { width: 1.25rem; height: 1.25rem; flex: none; margin: 0; }
.calendars .name { flex: 1 1 8rem; min-width: 0; overflow-wrap: anywhere; text-align: left; }
.calendars small { margin-left: auto; }
.calendars small:empty { display: none; }
.tag { font-size: .85rem; border-radius: 99px; padding: 0 .6rem; white-space: nowrap; color: var(--muted); border: 1px solid var(--line); }
.tag.good { color: var(--good); background: var(--good-ground); border-color: transparent; }
.code { margin: 1.5rem 0 0; }
main > :last-child { margin-bottom: 0; }
button, .button { font: inherit; font-weight: 600; cursor: pointer; display: inline-block; padding: .65rem 1.25rem; border-radius: var(--radius); border: 1px solid var(--accent); background: var(--accent); color: var(--on-accent); text-decoration: none; }
button.quiet { padding: .2rem .7rem; background: none; border-color: var(--line); color: var(--ink); font-weight: 400; }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: .75rem 1.25rem; margin: 1.5rem 0 0; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`
