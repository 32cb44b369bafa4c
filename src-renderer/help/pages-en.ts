import type { HelpPage, HelpTopic } from './help-page.ts'

export const en: Record<HelpTopic, HelpPage> = {
  '/': {
    title: 'Today',
    about: 'What needs you comes first, then what the day brings, then how things stand.',
    steps: [
      'Press a line to open it; “Show all” leads to the whole list with its filter set.',
      'A figure such as “1,240 confirmed + 60 held here” counts apart what the server has not spoken of yet.',
      'Without the network every part shows what this desk knows, and from when it is.',
    ],
  },
  '/slots': {
    title: 'Slots',
    about: 'Where every plant stands: each location with its slots, as a map and as a list.',
    steps: [
      'Open a location, move with the arrow keys, select with Space, and read the slot at the right.',
      'Choose “Give” to give slots to a member; the desk shows at once which ones, and whether the server has agreed.',
      'Hatched slots cannot be used. A dashed outline means: held here, not yet agreed by the server.',
      'Press 1 to 9 where a button shows a number; Ctrl+Enter submits a form.',
    ],
  },
  '/waiting': {
    title: 'Waiting list',
    about: 'Who waits for slots, in the order in which they are served, and what is on offer to them.',
    steps: [
      'A slot that becomes free is given to whoever is owed one, then offered to the first who wishes for one.',
      'Open a line to accept or decline for the member while the time shown lasts; who declines goes to the end.',
      '“Why was I passed?” lists each slot that went past somebody, with the reason.',
      'Who may hold more joins from their own page, under “Slots”, or from the refusal when too few are free.',
    ],
  },
  '/floor': {
    title: 'Floor',
    about: 'For work in gloves: scan a slot, see whose it is and how it stands, and tap once.',
    steps: [
      'Scan the label of a slot. The next scan replaces the card; nothing has to be closed.',
      'Planted, Harvest and Cleaned are done with one tap, a problem with two. For ten seconds it can be undone.',
      'It works without the network for a whole shift; the number at the top says how much waits to be sent.',
    ],
  },
  '/members': {
    title: 'Members',
    about: 'Everybody who is or was a member, with their memberships and what they owe.',
    steps: [
      'Type a few letters of a name, a card code or the end of a telephone number.',
      'The chips narrow the list; Enter opens the member beside it.',
      '“New member” needs a name only; a plan can be sold in the same step.',
    ],
  },
  '/plans': {
    title: 'Plans',
    about: 'What people can buy: how long it lasts, what it costs and what it grants.',
    steps: [
      'Press the button at the top right to make a plan.',
      'Open a plan to change it. What was sold keeps the terms it was sold with.',
      'Archive a plan to take it off sale; it can be restored.',
    ],
  },
  '/renewals': {
    title: 'Renewals',
    about: 'Whose membership has ended, ends this week, or in the next 30 days.',
    steps: [
      'Move with the arrow keys; Enter opens the renewal with its days and price, Enter again renews.',
      'Choose several with Space and renew them together; what was refused says why and stays chosen.',
      'Who renews by themselves is listed too, and needs nothing of you.',
    ],
  },
  '/reports': {
    title: 'Reports',
    about:
      'How slots and memberships did over some days, as the server knows it; without the network there is nothing.',
    steps: [
      'Choose the days, and one location where only that one matters.',
      'Every share says of how many it is; a dash means that there was nothing to divide by.',
      '“As a table” says in numbers what a picture shows.',
    ],
  },
  '/attention': {
    title: 'Attention',
    about: 'What did not go as you were told: each with its reason and with ways out.',
    steps: [
      'Read what was told, what was decided, and who got it instead.',
      'Take a way out by its number. The next item opens by itself.',
      'If a way out is refused too, the item comes back with both stories.',
    ],
  },
  '/outbox': {
    title: 'Outbox',
    about: 'What waits on this desk for the server, in the order in which it was given.',
    steps: [
      'Without the network you go on; everything is sent when it is back, in this order.',
      '“At risk” means: it no longer fits what is known here. It is sent all the same, and the server decides.',
      'Nothing here is lost when the desk is closed or its machine fails.',
    ],
  },
  '/journal': {
    title: 'Journal',
    about: 'Everything that was done on this desk, newest first, and what became of it.',
    steps: [
      'Search for a name, a slot or a number; narrow by day, by state, or to your own.',
      'Open an entry to see who gave it, when it was sent, and what the server decided.',
      'Shift+F1 tells the story of the member or the slot that is open on any screen.',
    ],
  },
  '/settings': {
    title: 'Settings',
    about: 'What belongs to this machine: its looks, its storage, its keys, and how it speaks with the server.',
    steps: [
      'Language, theme and size change at once, on this machine only.',
      'If the journal is not protected, allow the browser to store data for this page.',
      '“Copy report” copies numbers and codes for whoever helps you; nobody is named in it.',
    ],
  },
}
