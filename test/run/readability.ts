// Lists the English texts of the guide that read harder than they should, the hardest first:
//   node test/run/readability.ts
import { gradedTexts, MARK } from '../rig/journey-texts.ts';

const texts = gradedTexts();
const over = texts.filter(({ grade }) => grade > MARK);
for (const { grade, journey, name, text } of over) {
  console.log(`${grade.toFixed(1)}  ${journey}.${name}  ${text}`);
}
const mean = texts.reduce((sum, { grade }) => sum + grade, 0) / texts.length;
console.log(`${over.length} of ${texts.length} texts over grade ${MARK}; mean ${mean.toFixed(1)}`);
