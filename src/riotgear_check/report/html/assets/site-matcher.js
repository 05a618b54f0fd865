/* The matcher of riotgear-check in short, for the browser. It reads the same index (riotgearData): word classes, endings,
   compounds, phrases, words written apart, scripts without spaces, terms in any order, lookalikes, contexts, trade names.
   It leaves to the command: typing errors, numbers with units and terms that depend on them, and the words that only say
   how a name was read. A test holds what it says against the command on every labelled name.

   Masks of word classes and of languages are BigInts with the bits of the index. Offsets count in the NFC form of a name. */
"use strict";

globalThis.riotgearMatcher = function (data) {
  const LONGEST_NAME = 2000, LONGEST_TOKEN = 60, LONGEST_MODEL = 8, LONGEST_CJK = 16;
  const WINDOW = 12, LOOKALIKE = 4n, ANY = -1n;
  const STRENGTH = { none: 0, clue: 1, match: 2 };
  const STRICTNESS = { "not-listed": 0, controlled: 1, prohibited: 2 };

  // --- the tables ---------------------------------------------------------------------------------------------

  const hex = (text) => BigInt("0x" + text);
  const masks = data.masks.map(hex);
  const table = (entries) => new Map(Object.entries(entries).map(([text, mask]) => [text, hex(mask)]));
  const roles = Object.fromEntries(Object.entries(data.roles).map(([role, mask]) => [role, masks[mask]]));
  const idioms = masks[data.idioms], toy = masks[data.toy];
  const endings = table(data.endings), prefixes = table(data.prefixes), linkers = table(data.linkers);
  const longestEnding = Math.max(0, ...[...endings.keys()].map((text) => text.length));
  const compounding = hex(data.compounding), ordered = hex(data.ordered), headFirst = hex(data.headFirst);
  const english = 1n << BigInt(data.langs.indexOf("en"));
  const senses = data.senses.map(([mask, lang, homograph, reason]) => (
    { classes: masks[mask], lang: 1n << BigInt(lang), homograph: Boolean(homograph), reason: data.reasons[reason] }
  ));
  const patterns = data.patterns.map(([kind, elements, needs, unless, level, gap, whole, idiom, term, lookalike]) => (
    { kind, elements: elements.map((e) => masks[e]), needs: masks[needs], unless: masks[unless], level, gap, whole, idiom, term, lookalike }
  ));

  const literals = new Map();
  function literal(text) {
    if (!literals.has(text)) literals.set(text, { senses: [], phrases: [], langs: 0n });
    return literals.get(text);
  }
  for (const line of data.words.split("\n")) {
    const [text, ...numbers] = line.split(" ");
    const entry = literal(text);
    entry.senses = numbers.map((number) => senses[number]);
    for (const sense of entry.senses) entry.langs |= sense.lang;
  }
  for (const line of data.phrases.split("\n")) {
    const [rarest, number, text] = line.split("\t");
    const phrase = { tokens: text.split(" "), sense: senses[number] };
    for (const token of phrase.tokens) literal(token).langs |= phrase.sense.lang;
    literal(rarest).phrases.push(phrase);
  }
  const models = new Map();
  for (const [key, kind, needs, name, maker, sourced] of data.models) {
    if (!models.has(key)) models.set(key, []);
    models.get(key).push({ kind, needs: masks[needs], name, maker, sourced });
  }

  // --- one normaliser for terms and names ------------------------------------------------------------------------

  const letters = new Map(Object.entries(data.letters));
  const cjk = new RegExp(`[${data.cjk}]`);
  const pieces = new RegExp(`[0-9]+|[${data.cjk}]+|[^0-9${data.cjk}]+`, "g");
  const isDropped = (code) => data.dropped.some(([first, last]) => first <= code && code <= last);
  const folded = new Map();

  function digit(char) {
    let zero = char.codePointAt(0);
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String((char.codePointAt(0) - zero) % 10);
  }

  function foldCharacter(char) {
    if (/\p{Cf}/u.test(char)) return "";
    if (/\p{Nd}/u.test(char)) return digit(char);
    const bare = char.normalize("NFKD").toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ");
    const kept = [...bare].filter((c) => !isDropped(c.codePointAt(0))).map((c) => letters.get(c) ?? c).join("");
    return [...kept.normalize("NFC")].map((c) => (/[\p{L}\p{N}\p{Mc}\p{Mn}]/u.test(c) ? c : " ")).join("");
  }

  function fold(char) {
    if (!folded.has(char)) folded.set(char, letters.get(char) ?? foldCharacter(char));
    return folded.get(char);
  }

  /* A name taken apart: normalised text, for each of its characters the offset it came from, tokens, places in words. */
  function takeApart(given) {
    const name = given.normalize("NFC").slice(0, LONGEST_NAME);
    let text = "", position = 0;
    const offsets = [];
    for (const char of name) {
      const out = fold(char);
      text += out;
      for (let i = 0; i < out.length; i += 1) offsets.push(position);
      position += char.length;
    }
    offsets.push(name.length);
    const tokens = [...text.matchAll(/\S+/g)].map((m) => ({ text: m[0], start: m.index, end: m.index + m[0].length }));
    let place = 0;
    tokens.forEach((token, i) => {
      if (i) {
        const between = name.slice(offsets[tokens[i - 1].end - 1] + 1, offsets[token.start]).slice(0, 8);
        place += Math.max(0, ...[...between].map((char) => data.separators[char] ?? 0));
        if (between.includes(" - ")) place += 0.75;
      }
      token.left = place;
      place += width(token.text);
    });
    return { name, text, offsets, tokens };
  }

  function width(token) {
    if (cjk.test(token)) return token.length * 0.5;
    if (/[0-9]/.test(token)) return 0.1;
    return token.length <= 2 ? 0.4 : 1;
  }

  // --- one token → the listed words that it may be ------------------------------------------------------------------

  const hit = (text, start, end, how, cost, langs) => ({ literal: text, start, end, how, cost, langs });
  const hasSense = (hits) => hits.some((h) => literals.get(h.literal).senses.length > 0);
  const isIdiom = (h) => literals.get(h.literal).senses.every((sense) => !(sense.classes & ~idioms));
  const exact = (text) => (literals.has(text) ? [hit(text, 0, text.length, "exact", 0, ANY)] : []);

  function read(token) {
    const out = [];
    for (const piece of token.matchAll(pieces)) {
      const text = piece[0];
      const found = /^[0-9]/.test(text) ? exact(text) : cjk.test(text) ? substrings(text) : readWord(text);
      for (const h of found) out.push({ ...h, start: h.start + piece.index, end: h.end + piece.index });
    }
    return out;
  }

  function readWord(text) {
    let found = exact(text);
    if (text.length < 3) return found;
    let inflected = withEnding(text);
    if (hasSense(found)) inflected = inflected.filter((h) => h.literal.length >= 4);
    found = [...found, ...inflected];
    if (hasSense(found)) return found.every(isIdiom) ? [...found, ...compound(text)] : found;
    found = [...found, ...withoutPrefix(text)];
    if (hasSense(found) || text.length > LONGEST_TOKEN) return found;
    const parts = compound(text);
    return [...found, ...(parts.length ? parts : partOfCompound(text))];
  }

  function withEnding(text) {
    const out = [];
    for (let length = 1; length <= Math.min(longestEnding, text.length - 2); length += 1) {
      const langs = endings.get(text.slice(-length)), stem = text.slice(0, -length);
      if (langs && (stem.length >= 4 || length === 1) && literals.has(stem) && literals.get(stem).langs & langs) {
        out.push(hit(stem, 0, text.length, "ending", 0, langs));
      }
    }
    return out;
  }

  function withoutPrefix(text) {
    const out = [];
    for (const [prefix, langs] of prefixes) {
      if (!text.startsWith(prefix) || text.length - prefix.length < 2) continue;
      const rest = text.slice(prefix.length);
      for (const h of [...exact(rest), ...withEnding(rest)]) {
        if (literals.get(h.literal).langs & langs & h.langs) {
          out.push(hit(h.literal, prefix.length, text.length, "ending", 0, langs & h.langs));
        }
      }
    }
    return out;
  }

  /* All listed words in a run without spaces; what lies inside a longer word counts only if that is an idiom. */
  function substrings(run) {
    const out = [];
    let reach = 0;
    for (let start = 0; start < run.length; start += 1) {
      for (let end = Math.min(run.length, start + LONGEST_CJK); end > start && end > reach; end -= 1) {
        const entry = literals.get(run.slice(start, end));
        if (!entry) continue;
        const whole = end - start === run.length;
        out.push(hit(run.slice(start, end), start, end, whole ? "exact" : "substring", whole ? 0 : 1, ANY));
        if (entry.senses.some((sense) => sense.classes & ~idioms)) {
          reach = end;
          break;
        }
      }
    }
    return out;
  }

  /* Split a word that consists wholly of listed words of one language, with its linking letters. */
  function compound(text) {
    const dead = new Set();
    function split(start, langs) {
      if (start === text.length) return [];
      const state = `${start} ${langs}`;
      if (dead.has(state)) return null;
      for (let end = text.length; end >= start + 3; end -= 1) {
        const entry = literals.get(text.slice(start, end));
        if (!entry || end - start === text.length) continue;
        const common = entry.senses.reduce((all, sense) => all | sense.lang, 0n) & langs;
        for (const [skip, allowed] of common ? afterPart(text.slice(end)) : []) {
          const rest = common & allowed ? split(end + skip, common & allowed) : null;
          if (rest) return [hit(text.slice(start, end), start, end, "compound", 1, common & allowed), ...rest];
        }
      }
      dead.add(state);
      return null;
    }
    const parts = split(0, ANY) ?? [];
    return parts.map((part) => ({ ...part, langs: parts[parts.length - 1].langs }));
  }

  function afterPart(rest) {
    const out = [[0, ANY]];
    for (let length = 1; length <= Math.min(3, rest.length - 1); length += 1) {
      if (linkers.has(rest.slice(0, length))) out.push([length, linkers.get(rest.slice(0, length))]);
    }
    if (rest.length && endings.has(rest)) out.push([rest.length, endings.get(rest)]);
    return out;
  }

  /* A long listed word at the start or the end of a compound whose other part is not listed. */
  function partOfCompound(text) {
    const fits = (h) => {
      const entry = literals.get(h.literal);
      return entry.langs & compounding & h.langs && entry.senses.length && h.literal.length >= 7;
    };
    const out = [];
    for (let end = text.length - 2; end >= 7 && !out.length; end -= 1) {
      out.push(...exact(text.slice(0, end)).filter(fits).map((h) => ({ ...h, how: "compound", cost: 2, langs: compounding })));
    }
    for (let start = 2; start <= text.length - 7; start += 1) {
      const rest = text.slice(start), whole = exact(rest);
      const found = (whole.length ? whole : withEnding(rest)).find(fits);
      if (found) return [...out, hit(found.literal, start, text.length, "compound", 2, compounding & found.langs)];
    }
    return out;
  }

  // --- the listed words of a name -----------------------------------------------------------------------------------

  function occurrences(text) {
    const out = [];
    text.tokens.forEach((token, i) => {
      const place = (h, last, end) => out.push({ ...h, token: i, last, start: token.start + h.start, end });
      for (const h of read(token.text)) place(h, i, token.start + h.end);
      const next = text.tokens[i + 1], edge = token.text.length;
      if (!next || (edge < 3 && !cjk.test(token.text)) || cjk.test(token.text.at(-1)) !== cjk.test(next.text[0])) return;
      for (const h of writtenTogether(token.text + next.text)) {
        if (h.start === 0 && h.end > edge && h.literal.length > edge) {
          place({ ...h, how: "joined", cost: 1 }, i + 1, next.start + h.end - edge);
        }
      }
    });
    return out;
  }

  function writtenTogether(text) {
    if (cjk.test(text)) return substrings(text);
    const whole = exact(text);
    return whole.length ? whole : withEnding(text);
  }

  function findAtoms(text) {
    const found = new Map(), all = occurrences(text);
    const add = (parts, sense) => {
      const key = parts.map((p) => `${p.start} ${p.end} ${p.how} ${p.literal}`).join("|");
      if (!found.has(key)) found.set(key, { parts, senses: [] });
      found.get(key).senses.push(sense);
    };
    for (const one of all) {
      const entry = literals.get(one.literal);
      for (const sense of entry.senses) if (one.langs & sense.lang) add([one], sense);
      for (const { tokens, sense } of entry.phrases) {
        const parts = phraseAt(tokens, one, all, sense.lang);
        const fixed = sense.classes === LOOKALIKE || sense.lang & ordered;
        if (parts && (!fixed || parts.every((part, i) => part.literal === tokens[i]))) add(parts, sense);
      }
    }
    const atoms = [...found.values()].map(({ parts, senses }) => atom(text, parts, senses));
    return atoms.sort((a, b) => a.left - b.left || a.right - b.right || a.start - b.start);
  }

  /* The parts of a phrase around its rarest token, if all stand within one word more than it has. */
  function phraseAt(tokens, anchor, all, lang) {
    if (!(anchor.langs & lang)) return null;
    const chosen = [anchor];
    for (const [i, token] of tokens.entries()) {
      if (token === anchor.literal && !tokens.includes(token, i + 1)) continue;
      const near = all.filter((one) => one.literal === token && one.langs & lang
        && Math.abs(one.token - anchor.token) <= tokens.length && !chosen.some((other) => crosses(one, other)));
      if (!near.length) return null;
      chosen.push(near.reduce((a, b) => (Math.abs(b.token - anchor.token) < Math.abs(a.token - anchor.token) ? b : a)));
    }
    const places = chosen.map((one) => one.token);
    if (Math.max(...places) - Math.min(...places) > tokens.length) return null;
    return chosen.sort((a, b) => a.start - b.start);
  }

  const crosses = (a, b) => a.start < b.end && b.start < a.end;
  const isLittle = (text) => text.length <= 2 && /^\p{L}+$/u.test(text) && !cjk.test(text);

  function atom(text, parts, senses) {
    const places = parts.map((part) => placeOf(text, part));
    const long = parts.filter((part) => !isLittle(part.literal));
    let classes = 0n, free = 0n;
    for (const sense of senses) {
      classes |= sense.classes;
      if (sense.classes & LOOKALIKE || !sense.homograph) free |= sense.classes;
    }
    return {
      parts, senses, classes, free, left: places[0][0], right: Math.max(...places.map(([, right]) => right)),
      start: parts[0].start, end: parts[parts.length - 1].end, cost: parts.reduce((sum, part) => sum + part.cost, 0),
      spans: (long.length ? long : parts).map(({ start, end }) => ({ start, end })),
    };
  }

  function placeOf(text, part) {
    const token = text.tokens[part.token], last = text.tokens[part.last];
    if (part.token === part.last && cjk.test(part.literal)) {
      return [token.left + (part.start - token.start) * 0.5, token.left + (part.end - token.start) * 0.5];
    }
    return [token.left, last.left + width(last.text)];
  }

  const langsOf = (one, element) => one.senses.reduce((all, sense) => (sense.classes & element ? all | sense.lang : all), 0n);
  const overlap = (a, b) => a.spans.some((one) => b.spans.some((other) => crosses(one, other)));
  const partsOverlap = (a, b) => a.parts.some((one) => b.parts.some((other) => crosses(one, other)));

  /* Leave out words that "without", "no" or "non-" directly precedes. */
  function dropNegated(atoms) {
    const negations = atoms.filter((one) => one.free & roles.without);
    return atoms.filter((one) => !negations.some((word) => word.end <= one.start && one.left - word.right < 0.1
      && !partsOverlap(word, one)
      && (langsOf(word, roles.without) & langsOf(one, one.classes) || word.parts.some((part) => part.literal.length > 3))));
  }

  // --- terms in places -------------------------------------------------------------------------------------------------

  function gapOf(atoms) {
    let total = 0, reach = null;
    for (const { left, right } of [...atoms].sort((a, b) => a.left - b.left || a.right - b.right)) {
      if (reach !== null && left > reach) total += left - reach;
      reach = reach === null ? right : Math.max(reach, right);
    }
    return total;
  }

  function placement(pattern, atoms, gap, langs, spans, extra = {}) {
    const unique = [...new Map(spans.map((span) => [`${span.start} ${span.end}`, span])).values()];
    return {
      pattern, kind: pattern.kind, atoms, gap, langs, level: pattern.level, reasons: [], spans: unique,
      start: Math.min(...unique.map((s) => s.start)), end: Math.max(...unique.map((s) => s.end)),
      size: unique.reduce((sum, s) => sum + s.end - s.start, 0), cost: atoms.reduce((sum, one) => sum + one.cost, 0),
      left: Math.min(...atoms.map((one) => one.left)), right: Math.max(...atoms.map((one) => one.right)), ...extra,
    };
  }

  function placesOf(pattern, atoms, text) {
    const candidates = pattern.elements.map((element) => ({ element, atoms: atoms.filter((one) => one.classes & element) }));
    if (candidates.some((candidate) => !candidate.atoms.length)) return [];
    candidates.sort((a, b) => a.atoms.length - b.atoms.length);
    const letterCount = text.tokens.reduce((sum, token) => sum + token.text.length, 0);
    const found = candidates[0].atoms.map((anchor) => fill(pattern, candidates, anchor, atoms))
      .filter((one) => one && (!pattern.whole || one.size >= letterCount));
    found.sort((a, b) => a.gap + a.cost - b.gap - b.cost || b.size - a.size || a.start - b.start);
    const kept = [];
    for (const one of found) if (!kept.some((other) => overlap(one, other))) kept.push(one);
    return kept;
  }

  function fill(pattern, candidates, anchor, atoms) {
    const chosen = [anchor], first = candidates[0].element;
    let langs = langsOf(anchor, first), free = Boolean(anchor.free & first);
    for (const { element, atoms: ofClass } of candidates.slice(1)) {
      let best = null;
      for (const one of ofClass) {
        if (one.left < anchor.left - WINDOW || one.left > anchor.right + WINDOW) continue;
        if (chosen.some((other) => partsOverlap(one, other))) continue;
        const shared = langs & langsOf(one, element), bothFree = free && Boolean(one.free & element);
        if (!shared && !bothFree) continue;
        const distance = gapOf([...chosen, one]) + one.cost;
        if (!best || distance < best.distance) best = { distance, one, shared, bothFree };
      }
      if (!best) return null;
      chosen.push(best.one);
      langs = best.shared;
      free = best.bothFree;
    }
    if (chosen.length === 1 && !standsAlone(pattern, anchor, candidates[0])) return null;
    const start = Math.min(...chosen.map((one) => one.parts[0].end)), end = Math.max(...chosen.map((one) => one.parts.at(-1).start));
    const ands = atoms.filter((one) => one.classes & roles.and && start <= one.start && one.start < end && langsOf(one, roles.and) & langs);
    const gap = gapOf(chosen) + ands.length;
    return gap > pattern.gap ? null : placement(pattern, chosen, gap, langs, chosen.flatMap((one) => one.spans));
  }

  /* A word alone makes a term only if it is no homograph, or beside a second word of the same class and language. */
  function standsAlone(pattern, anchor, { element, atoms }) {
    if (anchor.free & element || pattern.whole) return true;
    const langs = langsOf(anchor, element);
    return atoms.some((one) => langs & langsOf(one, element) && !partsOverlap(one, anchor) && gapOf([anchor, one]) <= 1);
  }

  function tradeNames(text, atoms) {
    const out = [];
    for (let first = 0; first < text.tokens.length; first += 1) {
      let key = "";
      for (let last = first; last < Math.min(first + LONGEST_MODEL, text.tokens.length); last += 1) {
        key += text.tokens[last].text;
        for (const model of models.get(key) ?? []) {
          const span = { start: text.tokens[first].start, end: text.tokens[last].end };
          const beside = atoms.filter((one) => !one.spans.some((other) => crosses(span, other)));
          if (model.needs && !beside.some((one) => one.free & model.needs)) continue;
          const pattern = { kind: model.kind, elements: [0n], needs: 0n, unless: 0n, level: "match", idiom: 1, term: model.name };
          const right = text.tokens[last].left + width(text.tokens[last].text);
          const found = placement(pattern, [], 0, 0n, [span], { left: text.tokens[first].left, right });
          const whose = "a trade name" + (model.maker ? ` of ${model.maker}` : "");
          found.reasons.push(model.sourced ? whose : `${whose}, for which the lists have no source yet: check it`);
          out.push(found);
        }
      }
    }
    return out;
  }

  // --- what weakens or removes a finding -----------------------------------------------------------------------------

  const isContiguous = (one) => one.end - one.start - one.size <= 2 * (one.spans.length - 1);

  /* Whether a term has a word that a harmless phrase lacks, and either holds the phrase or has its words side by side. */
  function outweighs(one, phrase) {
    const within = one.spans.every((s) => phrase.some((p) => p.start <= s.start && s.end <= p.end));
    const holds = phrase.every((p) => one.spans.some((s) => s.start === p.start && s.end === p.end)) && one.spans.length > phrase.length;
    return !within && (holds || isContiguous(one));
  }

  function withoutLookalikes(placements, atoms, aside) {
    const scoped = placements.filter((one) => one.pattern.lookalike);
    const phrases = atoms.filter((one) => one.classes & LOOKALIKE)
      .map((one) => ({ spans: one.spans, reason: one.senses.find((sense) => sense.reason)?.reason ?? "something else" }));
    return placements.filter((one) => {
      if (one.pattern.lookalike) return false;
      const own = scoped.filter((s) => s.kind === one.kind).map((s) => ({ spans: s.spans, reason: s.pattern.lookalike }));
      const like = [...phrases, ...own].find((phrase) => overlap(one, phrase) && !outweighs(one, phrase.spans));
      if (like) aside.push({ kind: one.kind, reason: `looks like it, but is ${like.reason}` });
      return !like;
    });
  }

  function inContext(text, placements, atoms, aside) {
    return placements.filter((one) => {
      const beside = atoms.filter((other) => !overlap(one, other));
      const unless = one.pattern.idiom && isUnmistakable(one) ? 0n : one.pattern.unless;
      const veto = beside.find((other) => speaksOf(other, unless, one));
      if (veto) {
        aside.push({ kind: one.kind, reason: `'${shown(text, veto)}' in the name says otherwise` });
        return false;
      }
      const weak = one.pattern.needs && !beside.some((other) => other.free & one.pattern.needs);
      const weakening = weakenedBy(text, one, beside);
      if (weak) one.reasons.push("too weak alone: another word has to say what it is for");
      if (weakening) one.reasons.push(`'${shown(text, weakening)}' suggests an accessory, replica or protection`);
      if (weak || weakening) one.level = "clue";
      return true;
    });
  }

  function isUnmistakable(one) {
    if (one.spans.length !== 1 || one.atoms.some((a) => a.parts.some((part) => part.how === "joined"))) return false;
    return one.atoms.every((a) => !(a.classes & ~one.pattern.elements[0]));
  }

  function speaksOf(other, classes, one) {
    if (!(other.free & classes)) return false;
    return Boolean(langsOf(other, classes) & ((one.langs || ANY) | english)) || cjk.test(other.parts[0].literal);
  }

  /* A word near the finding that makes it an accessory, a toy, a training version, or protection against it. */
  function weakenedBy(text, one, beside) {
    return beside.find((other) => {
      if (speaksOf(other, toy, one)) return true;
      if (!speaksOf(other, roles.accessory | roles.demote, one)) return false;
      if (other.start === one.end) return true;
      const after = other.left - one.right, before = one.left - other.right;
      const low = Math.min(one.right, other.right), high = Math.max(one.left, other.left);
      if (beside.some((b) => b !== other && b.classes & roles.with && low <= b.left && b.right <= high)) return false;
      return (after >= -0.1 && after <= 0.5) || belongsTo(text, other, one, before);
    });
  }

  /* Whether an accessory word stands before the thing that it is for: "holster for", "étui pour", "porta spray". */
  function belongsTo(text, other, one, before) {
    if (before < -0.1 || before > 1) return false;
    const little = text.text.slice(other.end, one.start).split(/\s+/).filter(Boolean);
    if (!little.length) return Boolean(langsOf(other, other.free) & headFirst);
    return little.length === 1 && little[0].length <= 5;
  }

  // --- which findings remain -------------------------------------------------------------------------------------------

  const isWithin = (inner, outer) => inner.spans.every((a) => merged(outer.spans).some((b) => b.start <= a.start && a.end <= b.end));

  function merged(spans) {
    const out = [];
    for (const span of [...spans].sort((a, b) => a.start - b.start)) {
      const last = out[out.length - 1];
      if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
      else out.push({ ...span });
    }
    return out;
  }

  /* A more specific kind replaces a broader one at the same words; a match replaces a clue there. */
  function mostSpecific(placements) {
    const narrows = (kind, other) => data.kinds[kind].narrows.includes(other);
    return placements.filter((one) => !placements.some((other) => other !== one && STRENGTH[other.level] >= STRENGTH[one.level] && (
      (narrows(other.kind, one.kind) && overlap(one, other))
      || (one.kind !== other.kind && !narrows(one.kind, other.kind) && isWithin(one, other) && other.size > one.size)
      || (other.level === "match" && one.level === "clue" && overlap(one, other))
    )));
  }

  function scoreOf(one) {
    const specific = Math.min(one.pattern.elements.length - 1, 3);
    return Math.max(1, Math.min(100, roundHalfEven(94 + 2 * specific - 4 * one.cost - 3 * one.gap)));
  }

  function roundHalfEven(value) {
    const below = Math.floor(value);
    return value - below === 0.5 ? below + (below % 2) : Math.round(value);
  }

  function oneOfAKind(placements) {
    const order = (a, b) => STRENGTH[b.level] - STRENGTH[a.level] || scoreOf(b) - scoreOf(a);
    const best = new Map();
    const byPlace = (a, b) => b.spans.length - a.spans.length || a.start - b.start || (a.pattern.term < b.pattern.term ? -1 : 1);
    for (const one of [...placements].sort((a, b) => order(a, b) || byPlace(a, b))) {
      if (!best.has(one.kind)) best.set(one.kind, one);
    }
    return [...best.values()].sort((a, b) => order(a, b) || a.kind - b.kind);
  }

  const original = (text, { start, end }) => {
    let after = end;
    while (after < text.offsets.length - 1 && text.offsets[after] === text.offsets[end - 1]) after += 1;
    return { start: text.offsets[start], end: text.offsets[after] };
  };
  const shown = (text, one) => {
    const { start, end } = original(text, { start: one.start, end: one.end });
    return text.name.slice(start, end);
  };

  // --- the law of the date -----------------------------------------------------------------------------------------------

  function stateOf(cover, facts) {
    if (!cover.condition) return "none";
    if (hex(cover.met) & facts) return "met";
    return hex(cover.unmet) & facts ? "unmet" : "open";
  }

  function judge(one, facts, text) {
    const covers = data.kinds[one.kind].covers.map((cover) => ({ ...cover, state: stateOf(cover, facts) }));
    const applying = covers.filter((cover) => cover.state !== "unmet" && (!cover.overlaps || cover.state === "met"));
    return {
      kind: one.kind, level: one.level, term: one.pattern.term, reasons: one.reasons,
      spans: merged(one.spans).map((span) => original(text, span)), covers: covers.filter((c) => c.condition), applying,
    };
  }

  function verdict(list, findings) {
    const covers = findings.filter((f) => f.level === "match").flatMap((f) => f.applying).filter((cover) => cover.list === list);
    const measureOf = (cover) => data.entries[cover.entry][2];
    const measure = covers.map(measureOf).reduce((a, b) => (STRICTNESS[b] > STRICTNESS[a] ? b : a), "not-listed");
    const deciding = covers.filter((cover) => measureOf(cover) === measure);
    return {
      list, measure, conditional: deciding.length > 0 && deciding.every((cover) => cover.state === "open"),
      entries: [...new Set(deciding.map((cover) => cover.entry))],
    };
  }

  /* What the lists say of a name: {name, level, verdicts, findings, aside}; `name` in the form that the spans count in. */
  return function (given) {
    const text = takeApart(given), aside = [];
    const atoms = dropNegated(findAtoms(text));
    const present = atoms.reduce((all, one) => all | one.classes, 0n);
    const possible = patterns.filter((pattern) => pattern.elements.every((element) => element & present));
    let placements = [...possible.flatMap((pattern) => placesOf(pattern, atoms, text)), ...tradeNames(text, atoms)];
    placements = mostSpecific(inContext(text, withoutLookalikes(placements, atoms, aside), atoms, aside));
    const facts = atoms.reduce((all, one) => all | one.free, 0n);
    const findings = oneOfAKind(placements).map((one) => judge(one, facts, text));
    const counted = findings.filter((f) => f.applying.length || data.kinds[f.kind].group);
    const level = counted.reduce((best, f) => (STRENGTH[f.level] > STRENGTH[best] ? f.level : best), "none");
    return { name: text.name, level, verdicts: data.lists.map((list) => verdict(list, findings)), findings, aside };
  };
};
