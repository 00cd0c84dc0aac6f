import { withoutFrames } from './erase-frames.ts';
import { toGraymap } from './graymap.ts';
import type { GreyPixels } from './ocr-reading.ts';
import { OCR_LANGUAGES, OCR_VARIABLES, type OcrScale, type OcrScript } from './ocr-settings.ts';
import { toOcrWords, type OcrWord, type RecognisedBlocks } from './ocr-words.ts';
import { resizeGrey } from './resize-grey.ts';

type TesseractApi = {
  Init(folder: null, language: string, mode: number): number;
  End(): void;
  SetVariable(name: string, value: string): boolean;
  /** Loads the picture in the file `/input` of the module. */
  SetImageFile(orientation: number, angle: number): number;
  Recognize(monitor: null): number;
  GetJSONText(): string;
};

/** The used part of tesseract.js-core: Tesseract as a WebAssembly module. */
export type TesseractCore = {
  readonly FS: { writeFile(path: string, data: Uint8Array): void };
  readonly TessBaseAPI: new () => TesseractApi;
};

export type StartTesseractCore = (options: {
  readonly TesseractProgress?: (percent: number) => void;
  readonly locateFile?: (name: string) => string;
  readonly print: (line: string) => void;
  readonly printErr: (line: string) => void;
}) => Promise<TesseractCore>;

export type TesseractOptions = {
  readonly startCore: StartTesseractCore;
  readonly loadData: (script: OcrScript) => Promise<Uint8Array>;
  readonly locateFile?: (name: string) => string;
  /** Called with the progress of recognition, 0 to 1. */
  readonly report?: (share: number) => void;
};

/** Reads pixels that are dark on white, resized; the data of a script is loaded the first time. */
export type ReadWithTesseract = (
  dark: GreyPixels,
  script: OcrScript,
  scale: OcrScale,
) => Promise<OcrWord[]>;

const LSTM_ONLY = 1;
const UPRIGHT = 1;
/** Percent that layout analysis has of the engine's progress. */
const LAYOUT_PERCENT = 30;

/** Starts the OCR engine in this thread, which it blocks while it reads. */
export async function startTesseract({
  startCore,
  loadData,
  locateFile,
  report = () => undefined,
}: TesseractOptions): Promise<ReadWithTesseract> {
  // Diagnostics tell what a picture shows: never log them.
  const ignore = (): void => undefined;
  const core = await startCore({
    ...(locateFile === undefined ? {} : { locateFile }),
    TesseractProgress: (percent) =>
      report(Math.max(0, (percent - LAYOUT_PERCENT) / (100 - LAYOUT_PERCENT))),
    print: ignore,
    printErr: ignore,
  });
  const loaded = new Set<OcrScript>();
  let current: { readonly script: OcrScript; readonly api: TesseractApi } | null = null;

  async function apiFor(script: OcrScript): Promise<TesseractApi> {
    if (current?.script === script) return current.api;
    const language = OCR_LANGUAGES[script];
    if (!loaded.has(script)) {
      core.FS.writeFile(`./${language}.traineddata`, await loadData(script));
      loaded.add(script);
    }
    current?.api.End();
    current = null;
    const api = new core.TessBaseAPI();
    if (api.Init(null, language, LSTM_ONLY) !== 0) throw new Error(`no data for ${script}`);
    for (const [name, value] of Object.entries(OCR_VARIABLES)) api.SetVariable(name, value);
    current = { script, api };
    return api;
  }

  return async (dark, script, scale) => {
    const api = await apiFor(script);
    const [width, height] = [Math.round(dark.width * scale.x), Math.round(dark.height * scale.y)];
    const { data } = resizeGrey(withoutFrames(dark), width, height);
    core.FS.writeFile('/input', toGraymap(data, width, height));
    if (api.SetImageFile(UPRIGHT, 0) !== 0) throw new Error('the engine takes no such picture');
    api.Recognize(null);
    const { blocks } = JSON.parse(api.GetJSONText()) as { blocks: RecognisedBlocks | null };
    return toOcrWords(blocks, { x: width / dark.width, y: height / dark.height });
  };
}
