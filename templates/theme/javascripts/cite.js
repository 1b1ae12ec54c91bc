// Says of a pasted citation whether what it cites still stands. Runs on the page "Look a citation up" alone, over
// the file lookup.js, which defines `known`; asks nobody else for anything.
(() => {
  const form = document.getElementById("cited-form");
  const verdict = document.getElementById("cited-verdict");
  const root = verdict.dataset.root;
  form.hidden = false;

  function link(address, text) {
    const made = document.createElement("a");
    // A browser that opens the site from a folder shows no index by itself.
    made.href = `${root}${address}/${location.protocol === "file:" ? "index.html" : ""}`;
    made.textContent = text || made.href;
    return made;
  }

  function say(kind, words, ...links) {
    const word = document.createElement("strong");
    word.textContent = kind;
    verdict.replaceChildren(word, ` ${words} `, ...links.flatMap((one) => [one, " "]));
  }

  // The address stands last in a citation, after what its source is called.
  function find(text) {
    const named = [...text.matchAll(/\b(facts|briefings|places|organisations|topics)\/[a-z0-9-]+/g)].pop();
    const hashes = (text.toLowerCase().match(/\b[0-9a-f]{12,64}\b/g) || []).map((one) => one.slice(0, 12));
    const addresses = Object.keys(known.things);
    const of = (hash) => addresses.find((one) => known.things[one][0] === hash) || known.past[hash];
    const address = named ? named[0] : hashes.map(of).find(Boolean);
    const moved = address in known.moved;
    const now = moved ? known.moved[address] : address;
    // Of several that could be a version, the one that is.
    const hash = hashes.find((one) => of(one) === now) || hashes[0];
    return { hash, address: now, moved };
  }

  function judge({ hash, address, moved }) {
    const thing = known.things[address];
    if (!thing) {
      say("Not known.", hash || address
        ? "No page here has or had this address or version, as far as this site knows. Paste the whole citation with its address."
        : "Paste a citation, an address of this site, or the version that a citation names.");
      return;
    }
    const [version, corrected, withdrawn, newer] = thing;
    const isOld = hash && hash !== version;
    // What facts are listed under changes with every one of them.
    const isList = /^(places|organisations|topics)/.test(address);
    const page = link(address, moved ? "It has moved: see where it stands now." : "See what stands there now.");
    if (withdrawn) {
      say("Withdrawn.", `Since ${withdrawn} it no longer stands; its page says why.`, page);
    } else if (corrected && isOld && !isList) {
      say("Corrected.", `What you cite was changed; the last correction is of ${corrected}.`, page);
    } else if (isOld) {
      const last = corrected ? `The last correction of a fact there is of ${corrected}.` : "Nothing was corrected.";
      say("Changed.", `Words, notes or facts were added or changed since. ${last}`, page);
    } else if (corrected && !hash) {
      say("Corrected.", `If your citation is from before ${corrected}, what you cite was changed.`, page);
    } else if (newer) {
      say("Updated.", "What you cite stands as it was, and we found a newer figure of the same series.", link(`facts/${newer}`, "See the newer one."), page);
    } else {
      say("Current.", hash ? "What you cite stands there now, word for word." : "Nothing there was corrected or withdrawn.", page);
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    judge(find(form.elements.cited.value));
  });
})();
