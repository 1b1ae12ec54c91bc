// Makes the headings of comparisons into buttons that sort; without this script the order is alphabetical.
for (const table of document.querySelectorAll(".compare table")) {
  const body = table.tBodies[0]
  const heads = [...table.tHead.rows[0].cells]
  const rows = [...body.rows]
  const value = (row, column) => {
    const found = row.cells[column].querySelector("data")
    return found ? Number(found.value) : null
  }
  const sort = (column, direction) => {
    heads.forEach((head, number) => {
      if (number === column) head.setAttribute("aria-sort", direction)
      else head.removeAttribute("aria-sort")
    })
    const turn = direction === "ascending" ? 1 : -1
    const order = [...rows]
    if (column === 0) {
      if (turn < 0) order.reverse()
    } else {
      // What has no data stays last; what is equal stays alphabetical.
      order.sort((one, two) => {
        const [a, b] = [value(one, column), value(two, column)]
        return a === null || b === null ? (a === null) - (b === null) : turn * (a - b)
      })
    }
    body.append(...order)
  }
  heads.forEach((head, column) => {
    const label = head.querySelector(".label")
    const button = document.createElement("button")
    button.type = "button"
    button.className = "sort"
    label.replaceWith(button)
    button.append(label)
    button.addEventListener("click", () => {
      const [first, second] = column ? ["descending", "ascending"] : ["ascending", "descending"]
      sort(column, head.getAttribute("aria-sort") === first ? second : first)
    })
  })
  heads[0].setAttribute("aria-sort", "ascending")
}
