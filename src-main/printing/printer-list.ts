import { z } from 'zod'
import { type DocumentKind, documentKinds } from '../../src-shared/printing/document.ts'
import { type PrintChoice, type PrintChoices, type Printer, printChoice, printer } from '../desk/api/printing-api.ts'
import { keepFile, readKept } from './kept-file.ts'

/** What nobody has chosen yet: no printer, so the paper becomes a PDF. */
const unchosen: PrintChoice = { printerId: null, copies: 1, preview: false, auto: false }

const kept = z.object({
  printers: z.array(printer),
  choices: z.partialRecord(z.enum(documentKinds), printChoice),
})

/** The printers of this machine and what each kind of document does with them, in one file. */
export class PrinterList {
  readonly #path: string
  #printers: readonly Printer[]
  #choices: PrintChoices

  private constructor(path: string, printers: readonly Printer[], choices: PrintChoices) {
    this.#path = path
    this.#printers = printers
    this.#choices = choices
  }

  static async open(path: string): Promise<PrinterList> {
    const { printers = [], choices = {} } = (await readKept(path, kept)) ?? {}
    return new PrinterList(path, printers, {
      ...{ receipt: unchosen, label: unchosen, badge: unchosen, letter: unchosen },
      ...choices,
    })
  }

  get printers(): readonly Printer[] {
    return this.#printers
  }

  get choices(): PrintChoices {
    return this.#choices
  }

  find(printerId: string | null): Printer | undefined {
    return this.#printers.find(({ id }) => id === printerId)
  }

  /** Adds a printer or changes it. A new one takes what suits it and has no printer yet. */
  async save(saved: Printer): Promise<void> {
    const isNew = !this.find(saved.id)
    const others = this.#printers.filter(({ id }) => id !== saved.id)
    const choices = this.#mapChoices((choice, kind) =>
      isNew && choice.printerId === null && suits(saved, kind) ? { ...choice, printerId: saved.id } : choice,
    )
    await this.#keep(
      [...others, saved].sort((a, b) => a.name.localeCompare(b.name)),
      choices,
    )
  }

  /** Takes a printer away; what was printed on it becomes a PDF. */
  remove(printerId: string): Promise<void> {
    const choices = this.#mapChoices((choice) =>
      choice.printerId === printerId ? { ...choice, printerId: null } : choice,
    )
    return this.#keep(
      this.#printers.filter(({ id }) => id !== printerId),
      choices,
    )
  }

  choose(kind: DocumentKind, choice: PrintChoice): Promise<void> {
    return this.#keep(this.#printers, { ...this.#choices, [kind]: choice })
  }

  async #keep(printers: readonly Printer[], choices: PrintChoices): Promise<void> {
    await keepFile(this.#path, { printers, choices })
    this.#printers = printers
    this.#choices = choices
  }

  #mapChoices(change: (choice: PrintChoice, kind: DocumentKind) => PrintChoice): PrintChoices {
    const { receipt, label, badge, letter } = this.#choices
    return {
      receipt: change(receipt, 'receipt'),
      label: change(label, 'label'),
      badge: change(badge, 'badge'),
      letter: change(letter, 'letter'),
    }
  }
}

/** Letters go on sheets, the rest on rolls, unless a person says otherwise. */
const suits = ({ language }: Printer, kind: DocumentKind): boolean => (kind === 'letter') === (language === 'pdf')
