// On Redoc's pages the fragment says which part of the description is shown, so the skip link cannot use it for the content.
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault()
  const main = document.querySelector('#redoc main')
  main.tabIndex = -1
  main.focus()
})
