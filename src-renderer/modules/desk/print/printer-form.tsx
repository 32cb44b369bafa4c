import { Button, NumberInput, Select, Switch, TextInput } from '@mantine/core'
import { IconFileText, IconInboxOff, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import {
  codePages,
  type Printer,
  papers,
  printerLanguages,
  printer as shape,
} from '../../../../src-main/desk/api/printing-api.ts'
import { newId } from '../../../../src-shared/kernel/id.ts'
import { DetailHead, Section } from '../../../kit/detail.tsx'
import { useForm } from '../../../kit/form/use-form.ts'
import { FormActions, FormFrame, FormNotice } from '../../../kit/form.tsx'
import { RejectionText } from '../../../kit/rejection-text.tsx'
import { useLooks } from '../../../theme/looks.ts'
import { codePageNames, languageWords, paperWords } from './print-words.ts'
import classes from './printer-form.module.css'
import { type PrintCalls, usePrintCalls } from './use-print-calls.ts'

const usual: Omit<Printer, 'id'> = {
  ...{ name: '', language: 'escpos', host: '', port: 9100, paper: 'w80', codePage: 'cp857', cut: true, drawer: false },
}
const rolls = papers.filter((paper) => paper === 'w58' || paper === 'w80')

/** A printer of this desk: where it is and what it can; once saved, what proves it. */
export function PrinterForm({
  printer,
  onSaved,
  onClose,
}: {
  printer: Printer | null
  onSaved(printerId: string): void
  onClose(): void
}) {
  const { t } = useTranslation()
  const calls = usePrintCalls()
  const form = useForm<Omit<Printer, 'id'>>(printer ?? usual)
  const { values, problems, set } = form
  const save = async () => {
    const read = shape.omit({ id: true }).safeParse(fieldsOf(values))
    if (!read.success) {
      const wrong = new Set(read.error.issues.map(({ path }) => path[0]))
      return form.blame({
        ...(wrong.has('name') ? { name: t('print.wrong.name') } : {}),
        ...(wrong.has('host') ? { host: t('print.wrong.host') } : {}),
        ...(wrong.has('port') ? { port: t('print.wrong.port') } : {}),
      })
    }
    const id = printer?.id ?? newId()
    if (await calls.call('savePrinter', { printer: { ...read.data, id } })) onSaved(id)
  }
  return (
    <>
      <DetailHead title={printer?.name ?? t('print.add')} onClose={onClose} />
      <Section>
        <FormFrame form={form} label={t('print.one')} onSubmit={() => void save()} onCancel={onClose}>
          <TextInput
            data-first
            label={t('print.field.name')}
            placeholder={t('print.field.name_example')}
            value={values.name}
            error={problems.name}
            onChange={(event) => set('name', event.currentTarget.value)}
          />
          <Where form={form} />
          <Kind form={form} />
          {calls.failure && (
            <FormNotice>
              <RejectionText rejection={calls.failure} />
            </FormNotice>
          )}
          <FormActions>
            <Button type="submit" loading={calls.busy}>
              {t('print.save')}
            </Button>
          </FormActions>
        </FormFrame>
      </Section>
      {printer && <Proof printer={printer} calls={calls} onClose={onClose} />}
    </>
  )
}

type Fields = ReturnType<typeof useForm<Omit<Printer, 'id'>>>

/** What the form was given may carry the printer's state too. */
const fieldsOf = ({ name, language, host, port, paper, codePage, cut, drawer }: Omit<Printer, 'id'>) => ({
  ...{ name, language, host: host.trim(), port, paper, codePage, cut, drawer },
})

function Where({ form: { values, problems, set } }: { form: Fields }) {
  const { t } = useTranslation()
  return (
    <div className={classes.where}>
      <TextInput
        label={t('print.field.host')}
        placeholder="192.168.1.50"
        value={values.host}
        error={problems.host}
        onChange={(event) => set('host', event.currentTarget.value)}
      />
      <NumberInput
        label={t('print.field.port')}
        min={1}
        max={65_535}
        hideControls
        thousandSeparator={false}
        value={values.port}
        error={problems.port}
        onChange={(port) => set('port', Number(port))}
      />
    </div>
  )
}

function Kind({ form: { values, set } }: { form: Fields }) {
  const { t } = useTranslation()
  const receipts = values.language === 'escpos'
  return (
    <>
      <Select
        label={t('print.field.language')}
        data={printerLanguages.map((value) => ({ value, label: t(languageWords[value]) }))}
        value={values.language}
        onChange={(chosen) => {
          const language = printerLanguages.find((each) => each === chosen) ?? 'escpos'
          set('language', language)
          set('paper', language === 'escpos' ? 'w80' : 'a4')
        }}
      />
      <Select
        label={t('print.field.paper')}
        data={(receipts ? rolls : papers).map((value) => ({ value, label: t(paperWords[value]) }))}
        value={values.paper}
        onChange={(chosen) => set('paper', papers.find((each) => each === chosen) ?? 'w80')}
      />
      {receipts && (
        <>
          <Select
            label={t('print.field.code_page')}
            description={t('print.field.code_page_hint')}
            data={codePages.map((value) => ({
              value,
              label: value === 'image' ? t('print.code_page_image') : codePageNames[value],
            }))}
            value={values.codePage}
            onChange={(chosen) => set('codePage', codePages.find((each) => each === chosen) ?? 'image')}
          />
          <Switch
            label={t('print.field.cut')}
            checked={values.cut}
            onChange={(event) => set('cut', event.currentTarget.checked)}
          />
          <Switch
            label={t('print.field.drawer')}
            checked={values.drawer}
            onChange={(event) => set('drawer', event.currentTarget.checked)}
          />
        </>
      )}
    </>
  )
}

/** What shows whether it works, and the way to be rid of it. */
function Proof({ printer, calls, onClose }: { printer: Printer; calls: PrintCalls; onClose(): void }) {
  const { t } = useTranslation()
  const { language } = useLooks()
  const { id: printerId } = printer
  const test = (what: 'page' | 'drawer') => {
    const title = what === 'page' ? t('print.test_page') : t('print.test_drawer')
    void calls.call('testPrinter', { printerId, what, title, language })
  }
  const remove = async () => {
    if (await calls.call('removePrinter', { printerId })) onClose()
  }
  return (
    <Section title={t('print.proof')}>
      <p className={classes.line}>{t('print.proof_line')}</p>
      <div className={classes.ways}>
        <Button variant="default" leftSection={<IconFileText size={16} stroke={1.5} />} onClick={() => test('page')}>
          {t('print.test_page')}
        </Button>
        {printer.language === 'escpos' && (
          <Button
            variant="default"
            leftSection={<IconInboxOff size={16} stroke={1.5} />}
            onClick={() => test('drawer')}
          >
            {t('print.test_drawer')}
          </Button>
        )}
        <Button variant="subtle" leftSection={<IconTrash size={16} stroke={1.5} />} onClick={() => void remove()}>
          {t('print.remove')}
        </Button>
      </div>
    </Section>
  )
}
