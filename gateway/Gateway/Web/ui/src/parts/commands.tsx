import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { post, type NodeDetail } from '../api'
import { t, tr, type Key } from '../i18n'
import { session } from '../store'

interface Wish {
  cmd: string
  name?: string
  state?: 'open' | 'closed'
}

const plain = ['sample-now', 'identify', 'self-test', 'reboot'] as const

export function Commands({ site, node, status, result }: { site: string; node: string; status: NodeDetail['status'] | undefined; result: NodeDetail['commandResult'] | undefined }): JSX.Element {
  const [wish, setWish] = useState<Wish | null>(null)
  const [sent, setSent] = useState<{ id: string; outcome: string } | null>(null)
  const [error, setError] = useState<string | null>(null)
  const outputs = Object.keys((status?.['outputs'] as Record<string, unknown> | undefined) ?? {})
  const answer = sent && result?.id === sent.id ? result : null

  async function go(): Promise<void> {
    const body = wish
    setWish(null)
    setError(null)
    try {
      setSent(await post<{ id: string; outcome: string }>(`/api/v1/nodes/${encodeURIComponent(site)}/${encodeURIComponent(node)}/commands`, body))
    } catch (fault) {
      setError((fault as Error).message)
    }
  }

  return (
    <section class="panel commands" aria-labelledby="commands">
      <h2 id="commands">{t('node.commands')}</h2>
      {session.value?.readOnly ? (
        <p class="quiet">{t('node.readonly')}</p>
      ) : (
        <div class="buttons">
          {plain.map(cmd => (
            <button key={cmd} onClick={() => setWish({ cmd })}>
              {t(`cmd.${cmd}`)}
            </button>
          ))}
          {outputs.flatMap(name =>
            (['open', 'closed'] as const).map(state => (
              <button key={name + state} class="strong" onClick={() => setWish({ cmd: 'valve', name, state })}>
                {t(`cmd.valve.${state}`, { output: tr('output', name) })}
              </button>
            )),
          )}
        </div>
      )}
      <p class="quiet" role="status">
        {error ? t('failed', { why: error }) : answer ? t(answer.ok ? 'node.answer' : 'node.refused', { detail: typeof answer.detail === 'string' ? tr('answer', answer.detail) : JSON.stringify(answer.detail ?? '') }) : sent ? t(outcomes[sent.outcome] ?? 'node.sent') : ''}
      </p>
      {wish && <Confirm wish={wish} node={node} go={() => void go()} stop={() => setWish(null)} />}
    </section>
  )
}

const outcomes: Record<string, Key> = { 'sent': 'node.sent', 'not-connected': 'node.notconnected', 'unresponsive': 'node.unresponsive' }

function Confirm({ wish, node, go, stop }: { wish: Wish; node: string; go: () => void; stop: () => void }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current!.showModal(), [])
  const command = wish.cmd === 'valve' ? t(`cmd.valve.${wish.state!}`, { output: tr('output', wish.name!) }) : t(`cmd.${wish.cmd}` as Key)
  return (
    <dialog ref={dialog} onClose={stop} aria-labelledby="confirm">
      <h2 id="confirm">{t('confirm.title', { command, node })}</h2>
      <p>{t(wish.cmd === 'valve' ? 'confirm.valve' : 'confirm.plain')}</p>
      <div class="buttons">
        <button onClick={stop} autofocus>
          {t('cancel')}
        </button>
        <button class="danger" onClick={go}>
          {t('confirm.do')}
        </button>
      </div>
    </dialog>
  )
}
