import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** What a person who cannot see or point would miss (DX-R46), once all that comes and goes is there or gone. */
export async function violationsOf(page: Page): Promise<string[]> {
  await atRest(page)
  const found = await judged(page)
  if (found.length === 0) return found
  // Something may have begun to come in meanwhile, such as the card of what the pointer rests on.
  await atRest(page)
  return judged(page)
}

/** Half faded in, any words are too pale. */
const atRest = (page: Page) =>
  page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        ({ playState, effect }) =>
          playState !== 'running' || effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY,
      ),
  )

async function judged(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}
