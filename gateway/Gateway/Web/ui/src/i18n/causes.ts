/**
 * What the gateway's rules and actions say of an event, in English as the journal and the city have it, and the same in
 * Chinese. {channel} and {other} are channels, the other names figures. A test holds this to what the gateway can say.
 */
export const causes: [en: string, zh: string][] = [
  ['{channel} changes by {rate} a minute, limit {limit}', '{channel}每分钟变化 {rate}，限值 {limit}'],
  ['{channel} has not moved by {tolerance} for {seconds} s', '{channel}在 {seconds} 秒内变化不到 {tolerance}'],
  ['{channel} {value} is at or above {limit}', '{channel}为 {value}，达到或高于 {limit}'],
  ['{channel} {value} is at or below {limit}', '{channel}为 {value}，达到或低于 {limit}'],
  ['{channel} reports missing values', '{channel}没有数值'],
  ['mean of {channel} over {seconds} s is {mean}, above {limit}', '{channel}在 {seconds} 秒内平均为 {mean}，高于 {limit}'],
  ['{channel} {value} is odd, score {score}', '{channel}为 {value}，不合常情，得分 {score}'],
  ['{channel} {value} over {seconds} s', '{channel}在 {seconds} 秒内平均为 {value}'],
  ['{channel} {value} with {other} {figure} over {seconds} s', '在 {seconds} 秒内{channel}平均为 {value}，{other}平均为 {figure}'],
  ['{channel} fell from {from} to {to} while {other} rose from {before} to {after}', '{channel}由 {from} 降至 {to}，同时{other}由 {before} 升至 {after}'],
  ['{volume} m3 went in at {channel} and did not come out at {other}', '{volume} m³ 经{channel}流入，未经{other}流出'],
  ['nothing heard for {seconds} s', '{seconds} 秒没有任何消息'],
  ['least night flow of {channel} is {value}, above {limit}', '{channel}的夜间最小值为 {value}，高于 {limit}'],
  ['least night flow of {channel} is {value}, usual is {usual}', '{channel}的夜间最小值为 {value}，平时为 {usual}'],
  ['{channel} is wet, {other} {value}', '{channel}见水，{other}为 {value}'],
  ['{channel} {value} will be {ahead} in {seconds} s', '{channel}为 {value}，{seconds} 秒后将达 {ahead}'],
  ['the node refused', '节点拒绝'],
  ['the node answered', '节点已答复'],
  ['{channel} is {value}', '{channel}为 {value}'],
  ['answered, but no reading shows it', '已答复，但读数没有显示'],
  ['no answer', '没有答复'],
  ['the event came too late to act on', '事件来得太晚，不再执行'],
  ['interlock: {why}', '联锁：{why}'],
  ['its time is over', '时限已到'],
  ['done {seconds} s ago, at least {least} s apart', '{seconds} 秒前刚执行过，至少相隔 {least} 秒'],
  ['done {most} times in a day already', '一天内已执行 {most} 次'],
  ['{channel} is not known', '{channel}没有数值'],
  ['{channel} is too old to rely on', '{channel}的数值太旧，不可依据'],
]

const forms = causes.map(([en, zh]) => ({ form: pattern(en), zh }))

/** The same in Chinese, channels by the name that is given for them; null for what no rule of ours says. */
export function causeInChinese(said: string, channel: (code: string) => string): string | null {
  for (const { form, zh } of forms) {
    const found = form.exec(said)
    if (!found) continue
    return zh.replace(/\{(\w+)\}/g, (_all, name: string) => {
      const word = found.groups![name] ?? ''
      if (name === 'channel' || name === 'other') return channel(word)
      return name === 'why' ? (causeInChinese(word, channel) ?? word) : word
    })
  }
  return null
}

function pattern(en: string): RegExp {
  const body = en.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, (_all, name: string) => `(?<${name}>${name === 'why' ? '.+' : '\\S+'})`)
  return new RegExp(`^${body}$`)
}
