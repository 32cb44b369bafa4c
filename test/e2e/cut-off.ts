import type { Page } from 'playwright-core'

/** Words that do not fit where they stand. Names may be cut, with an ellipsis; what we say may not. */
export const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const ours = 'button, a, label, h1, h2, h3, th, dt, dd, p, li, [data-certainty], .mantine-Button-label'
    const cut = [...document.querySelectorAll<HTMLElement>(ours)].filter((each) => {
      const { overflowX, textOverflow } = getComputedStyle(each)
      const hidden = overflowX === 'hidden' || overflowX === 'clip'
      return hidden && textOverflow !== 'ellipsis' && each.clientWidth > 1 && each.scrollWidth > each.clientWidth + 1
    })
    const wide = document.documentElement.scrollWidth > window.innerWidth ? ['the page itself'] : []
    return [...wide, ...cut.map((each) => each.innerText)]
  })
