/** Text formats: what CSV and JSONL have in common, and the fakes that their tests share. */
package io.understudy.files.text;
