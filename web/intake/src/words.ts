// What the script itself says. The page brings its own words (data-words of #words); these are for what it lacks.
type Words = Record<string, string>;

const english: Words = {
  back: 'Back',
  next: 'Next',
  step: 'Question {n} of {count}',
  file: 'File {n}',
  image: 'picture',
  video: 'video',
  waiting: 'Waiting',
  reading: 'Reading on this device: {percent} %',
  done: 'Ready. The file stays with you.',
  exact: 'Ready, but only exact copies can be found.',
  'unread_format': 'This browser cannot read this kind of picture. If you can, save it as JPEG and choose it again.',
  'unread_codec': 'This browser cannot read how this video was recorded. Another browser or device may.',
  'unread_damaged': 'The file seems incomplete.',
  'unread_memory': 'It is too large for this device.',
  'unread_kind-unknown': 'This is not a picture or a video that we know. It is left out.',
  'unread_failed': 'It could not be opened. Choose it again if you like.',
  remove: 'Take out {file}',
  too_many: '{count} files at most.',
  sending_waits: 'Still reading {n}. It is sent when that is done.',
  sending: 'Sending…',
  not_sent: 'It was not sent. All you wrote is still here; try again when you like.',
  print: 'Print',
};

const korean: Words = {
  back: '이전',
  next: '다음',
  step: '질문 {n} / {count}',
  file: '파일 {n}',
  image: '사진',
  video: '영상',
  waiting: '기다리는 중',
  reading: '이 기기에서 읽는 중: {percent}%',
  done: '준비되었습니다. 파일은 이 기기에 그대로 있습니다.',
  exact: '준비되었습니다. 다만 똑같은 복사본만 찾을 수 있습니다.',
  'unread_format': '이 브라우저는 이 사진 형식을 읽지 못합니다. 할 수 있다면 JPEG로 저장해 다시 골라 주세요.',
  'unread_codec': '이 브라우저는 이 영상의 녹화 방식을 읽지 못합니다. 다른 브라우저나 기기에서는 될 수 있습니다.',
  'unread_damaged': '파일이 온전하지 않은 것 같습니다.',
  'unread_memory': '이 기기에서 읽기에는 너무 큽니다.',
  'unread_kind-unknown': '알 수 있는 사진이나 영상이 아니어서 빼 두었습니다.',
  'unread_failed': '열 수 없었습니다. 원하면 다시 골라 주세요.',
  remove: '{file} 빼기',
  too_many: '최대 {count}개까지 고를 수 있습니다.',
  sending_waits: '아직 {n}개를 읽는 중입니다. 끝나면 보냅니다.',
  sending: '보내는 중…',
  not_sent: '보내지 못했습니다. 적은 내용은 그대로 있습니다. 원할 때 다시 해 보세요.',
  print: '인쇄',
};

// Reasons that a person can do the same about.
const sameAs: Record<string, string> = {
  'unread_container': 'unread_codec', 'unread_no-decoder': 'unread_codec', 'unread_too-large': 'unread_memory',
};

let brought: Words = {};

/** Of the page that is shown now. */
export function takeWords(): void {
  try {
    brought = JSON.parse(document.getElementById('words')?.dataset.words ?? '{}') as Words;
  } catch {
    brought = {};
  }
}

export function say(key: string, values: Record<string, string | number> = {}): string {
  const own = document.documentElement.lang.startsWith('ko') ? korean : english;
  const like = sameAs[key] ?? key;
  const text = brought[key] ?? brought[like] ?? own[like] ?? '';
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
