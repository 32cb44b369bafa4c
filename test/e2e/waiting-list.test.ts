import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newEnrolment, newLocation, newPlan } from '../server/garden.ts'
import { type Club, openClub } from './club.ts'
import { goTo, settled } from './screens-world.ts'

/**
 * The waiting list at a desk: three members, of whom two gave their slots back to people who came after them, so that
 * nothing is free when they wish for one again.
 */
let club: Club
let page: Page
const tent = newLocation('tent')
const people = { kim: 'Kim', mia: 'Mia', leo: 'Leo', noa: 'Noa' }
const ids = { kim: '', mia: '' }
beforeAll(async () => {
  club = await openClub({ members: 1, slots: 3 })
  await club.owner.must('plant-slots.allocate', club.allocation(0))
  const { owner } = club
  const plan = newPlan({ slotAllocation: 1 })
  await owner.must('memberships.create-plan', plan)
  const enrol = async (givenName: string) => {
    const one = newEnrolment(plan, { givenName, familyName: '' })
    await owner.must('memberships.enrol', one)
    return one
  }
  const [kim, mia] = [await enrol(people.kim), await enrol(people.mia)]
  await giveBack(1, kim.membershipId)
  await giveBack(2, mia.membershipId)
  await enrol(people.leo)
  await enrol(people.noa)
  await owner.must('plant-slots.create-location', tent)
  Object.assign(ids, { kim: kim.memberId, mia: mia.memberId })
  const desk = await club.desk()
  page = await desk.window()
}, 240_000)
afterAll(() => club.close())

const giveBack = (slot: number, membershipId: string) =>
  club.owner.must('plant-slots.release', { slotIds: [club.garden.slots[slot]?.id ?? ''], membershipId })

const list = () => page.getByRole('grid', { name: 'Waiting list' })
const pane = () => page.getByRole('complementary', { name: 'Who waits' })
const open = async (name: string) => {
  await list().getByText(name, { exact: true }).click()
  await pane().getByRole('heading', { name, level: 2 }).waitFor()
}

test('[PS-R31] a member joins from their slots, with the number and the one place that will do', async () => {
  await goTo(page, `/members?member=${ids.kim}`)
  await page.getByRole('button', { name: 'Wait for slots' }).click()
  const form = page.getByRole('form', { name: 'Wait for slots' })
  await form.getByRole('combobox', { name: 'Where' }).click()
  await page.getByRole('option', { name: tent.name }).click()
  await form.getByRole('button', { name: 'Wait for slots' }).click()
  await page.getByRole('link', { name: /Waits for 1 slot/ }).click()
  await pane().getByText(tent.name).waitFor()
  expect(await list().getByRole('row').count()).toBe(2)
})

test('[PS-R5] where too few are free, one key joins the line with what was asked for', async () => {
  await goTo(page, `/members?member=${ids.mia}`)
  await page.getByRole('button', { name: 'Give slots' }).click()
  const form = page.getByRole('form', { name: 'Give slots' })
  await form.getByRole('button', { name: 'Give 1 slot' }).click()
  await form.getByRole('button', { name: /Wait for 1/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: /Waits for 1 slot/ }).waitFor()
})

test('[PS-R30] a slot that becomes free is offered to whom it suits; who was passed reads why', async () => {
  await giveBack(0, club.garden.members[0]?.membershipId ?? '')
  await goTo(page, '/waiting')
  await list()
    .getByText(/\d+ (day|days|hr|min).* left/)
    .waitFor()
  await open(people.kim)
  await pane().getByText('It was in another place than wished.').waitFor()
  expect(await pane().getByRole('button', { name: 'Accept' }).count()).toBe(0)
})

test('[PS-R32] accepting gives the slot, and the line is shorter', async () => {
  await open(people.mia)
  await pane().getByRole('button', { name: 'Accept' }).click()
  await pane().getByText('This wait is over').waitFor()
  expect(await list().getByRole('row').count()).toBe(2)
  await goTo(page, `/members?member=${ids.mia}`)
  await page.getByText('1 of 1 held').waitFor()
})

test('[PS-R31] who leaves the line is not in it any more', async () => {
  await goTo(page, '/waiting')
  await open(people.kim)
  await pane().getByRole('button', { name: 'Leave the line' }).click()
  await page.getByText('Nobody waits', { exact: true }).waitFor()
  await settled(page)
})
