// What a host makes of the settings that a build writes for it, each read as that host reads it.

const lines = (text) => text.split("\n").filter((line) => line && !line.startsWith("#"));

/** Cloudflare Pages: every rule that fits adds its headers, one that is there already is joined; `!` takes one away. */
function pages(text) {
  const rules = [];
  for (const line of lines(text)) {
    if (!line.startsWith(" ")) {
      const plain = line.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace("*", ".*").replace(/:[A-Za-z]\w*/g, "[^/]+");
      rules.push({ fits: new RegExp(`^${plain}$`), told: [] });
    } else rules.at(-1).told.push(line.trim());
  }
  return (path) => {
    const headers = {};
    for (const { fits, told } of rules) if (fits.test(path)) for (const line of told) {
      const [name, value] = line.split(/: (.*)/);
      if (line.startsWith("! ")) delete headers[line.slice(2)];
      else headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
    }
    return headers;
  };
}

/** Apache: every `<If>` that fits sets its headers, the last one last. */
function apache(text) {
  const rules = [];
  for (const line of lines(text)) {
    const when = /^<If "%\{REQUEST_URI\} (?:=~ m#(.*)#|== '(.*)')">$/.exec(line);
    const set = /^ +Header set (\S+) "(.*)"$/.exec(line);
    if (when) rules.push({ fits: (path) => when[1] ? new RegExp(when[1]).test(path) : path === when[2], told: [] });
    else if (set) rules.at(-1).told.push([set[1], set[2]]);
  }
  return (path) => Object.fromEntries(rules.filter(({ fits }) => fits(path)).flatMap(({ told }) => told));
}

/** nginx: one location alone, the exact one, else the first regular expression that fits, else the longest beginning. */
function nginx(text) {
  const rules = [];
  for (const line of lines(text)) {
    const location = /^location (= |~ )?(\S+) \{$/.exec(line);
    const add = /^ +add_header (\S+) "(.*)" always;$/.exec(line);
    if (location) rules.push({ kind: location[1] ?? "", what: location[2], told: {} });
    else if (add) rules.at(-1).told[add[1]] = add[2];
  }
  return (path) => {
    const below = rules.filter(({ kind, what }) => !kind && path.startsWith(what)).sort((one, other) => other.what.length - one.what.length);
    const rule = rules.find(({ kind, what }) => kind === "= " && what === path) ?? rules.find(({ kind, what }) => kind === "~ " && new RegExp(what).test(path)) ?? below[0];
    return rule?.told ?? {};
  };
}

/** What nginx says that a file is, by its ending: told one type it knows no other. */
export function typesOfNginx(text) {
  const [, inside] = /^types \{([^}]*)\}/m.exec(text);
  const known = Object.fromEntries(inside.split(";").flatMap((line) => {
    const [type, ...endings] = line.trim().split(/\s+/);
    return endings.map((ending) => [ending, type]);
  }));
  const [, other] = /^default_type (\S+);$/m.exec(text);
  const [, charset] = /^charset (\S+);$/m.exec(text);
  const [, texts] = /^charset_types (.+);$/m.exec(text);
  return (ending) => {
    const type = known[ending] ?? other;
    return ["text/html", ...texts.split(" ")].includes(type) ? `${type}; charset=${charset}` : type;
  };
}

/** By the file that a build writes: the headers of a path, as that host sends them. */
export const HOSTS = { _headers: pages, ".htaccess": apache, "nginx.conf": nginx };
