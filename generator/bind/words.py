"""Words that change what a number says: a plan, a direction, a negation, a rank, a time that moves.

A sentence may use such a word where the fact says it too. So these lists are wide: a word too many asks an editor for
another word, one that is missing lets a wrong sentence through.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

# Words in -est that are no superlatives, alone or at the end of another.
_PLAIN_EST = (
    "[a-z]*(?:interest|forest|request|conquest|bequest|invest|test|west|rest|harvest|modest|honest|protest|digest)|suggest|"
    "contest|latest|manifest|earnest|arrest|chest|crest|guest|priest|tempest|budapest|infest|attest|congest|divest|quest|"
    "jest|nest|pest|best"
)


# How many letters of a word tell that it may be one of a kind, and of each kind how its words begin; of one with words
# that begin with no letter of their own nothing is known.
_BEGINNING = 3
_BEGINNINGS: dict[re.Pattern[str], frozenset[str] | None] = {}
# The letters with which a pattern begins for sure: none before a sign that makes one optional.
_LITERAL = re.compile(r"(?:[a-z](?![?*|{]))*")
_WORD = re.compile(r"[a-z]+")


def beginnings(text: str) -> frozenset[str]:
    """How the words of a text begin: their first letter, two and three."""
    found = set(_WORD.findall(text.lower()))
    return frozenset(word[:length] for word in found for length in range(1, _BEGINNING + 1))


def may_have(pattern: re.Pattern[str], of_text: frozenset[str]) -> bool:
    """Whether a text, by how its words begin, may have a word of a kind."""
    known = _BEGINNINGS.get(pattern)
    return known is None or not known.isdisjoint(of_text)


def _alternatives(pattern: str) -> list[str]:
    """The alternatives of a pattern that stand in no bracket."""
    found, depth = [""], 0
    for sign in pattern:
        depth += (sign in "([") - (sign in ")]")
        if sign == "|" and not depth:
            found.append("")
        else:
            found[-1] += sign
    return found


def pattern_of(patterns: str) -> re.Pattern[str]:
    """A pattern of words and phrases, each written as a pattern without spaces: ``_`` is a space or a hyphen.

    Those that begin with one letter stand together: a word of a text is then tried against few of some hundred.
    """
    patterns = patterns.replace("_PLAIN_EST_", rf"(?:{_PLAIN_EST})s?\b")
    rests: dict[str, list[str]] = defaultdict(list)
    others: list[str] = []
    for one in (part for whole in patterns.split() for part in _alternatives(whole.replace("_", "[ -]"))):
        is_plain = one[0].isalpha() and one[1:2] not in ("?", "*", "|")
        (rests[one[0]] if is_plain else others).append(one[1:] if is_plain else one)
    made = _compiled(rests, others)
    _BEGINNINGS[made] = (
        None
        if others
        else frozenset(
            letter + (_LITERAL.match(rest) or [""])[0][: _BEGINNING - 1]
            for letter, some in rests.items()
            for rest in some
        )
    )
    return made


def _compiled(rests: Mapping[str, Sequence[str]], others: Sequence[str]) -> re.Pattern[str]:
    grouped = [f"{letter}(?:{'|'.join(rest)})" for letter, rest in rests.items()]
    return re.compile(rf"\b(?<![A-Za-z])(?:{'|'.join((*grouped, *others))})(?![A-Za-z])", re.IGNORECASE)


# What says that something is meant to be, is expected or promised, and is not there yet.
PLAN = pattern_of(
    r"""
    will|would|shall|won't|plan(?:s|ned|ner|ners)? planning(?!_(?:commission|office|bureau)) target(?:s|ed|ing)?
    goal(?:s)? aim(?:s|ed|ing)? aspir\w* ambitio\w* intend(?:s|ed|ing)? intent(?:ion|ions|ional)?
    hope(?:s|d|ful|fully)? hoping expect(?:s|ed|ing|ation|ations)? anticipat\w*
    fore(?:see|sees|saw|seen|seeing|cast|casts|casting|casted) predict\w* project(?:ed|ing|ion|ions) envisag\w*
    envision\w* propos\w* pledg\w* vow(?:s|ed|ing)? promis\w* commit(?:s|ted|ting|ment|ments)? earmark\w* schedul\w*
    slated poised sights eye(?:s|d|ing) ey(?:ing) seek(?:s|ing)? sought striv\w* strove want(?:s|ed|ing)?
    wish(?:es|ed|ing)? look(?:s|ing|ed)?_(?:to|for|forward) count(?:s|ing|ed)?_on bank(?:s|ing|ed)?_on
    gun(?:s|ning)?_for push(?:es|ing|ed)?_for press(?:es|ing|ed)?_for bid(?:s|ding)?_(?:to|for) mean(?:s|t)?_to
    design(?:ed)?_to prepar(?:es|ing|ed)_(?:to|for) mull(?:s|ed|ing)? moot(?:s|ed)? contemplat\w* consider(?:s|ing)
    pencil\w* budgeted_for roadmap(?:s)? blueprint(?:s)? outlook timetable\w* deadline(?:s)? pipeline upcoming
    forthcoming prospective\w* potential(?:ly)? likely destined supposed tipped on_track on_course objective(?:s)?
    determin(?:ed|es)_to resolv(?:ed|es)_to plot(?:s|ted|ting) chas(?:es|ed|ing) pursu(?:es|ed|ing|it) toward(?:s)?
    within_reach guarantee\w* future tomorrow soon ahead(?!_of) eventual(?:ly)? ultimately set_to due
    set_(?:itself|themselves) meant
    be_able (?:is|are|was|were|be)_to (?:is|are|was|were|be|been)_(?:set|due|meant|bound|about|going|expected)_to
    call(?:s|ed|ing)_for dream(?:s|ed|t|ing)?_of working_to\w* build(?:s|ing)?_up_to yet_to still_to to_be to_come
    guideline(?:s)? provision(?:ed|s)_for allow(?:s|ed)_for reserv(?:es|ed)_for reckon(?:s|ed|ing)?_(?:on|with)
    hanker\w* yearn\w* crav\w* court(?:s|ing) bent_on keen aspire\w* vision(?:s)? quest promise(?:s)?
    stated_(?:plan|aim) design(?:s)?_(?:on|for) mandate(?:s|d)? prescri\w* stipulat\w* lay(?:s|ing)?_out laid_out
    draft(?:s|ed)? goalpost(?:s)? ceiling quota(?:s)? task(?:s|ed)?_with hop(?:es|ing)_for wager(?:s|ed|ing)?
    bet(?:s|ting)? intends wants angl(?:es|ed|ing)_for jockey\w* vi(?:es|ed|ying)_(?:to|for) vying agree(?:s|d)?_to
    offer(?:s|ed)?_to undertak\w* undertook assur\w* foreshadow\w* herald\w* augur\w* signal(?:s|led|ling)?
    flag(?:s|ged|ging) conditional\w* would-be hypothetical\w* notional\w* tentativ\w* provisional\w* prospect(?:s)?
    pend(?:s|ing) in_store should could might ought pencils slates? aspirational reach(?:es|ing)?_for
    gear(?:s|ed|ing)?_up set(?:s|ting)?_out_to bound_for head(?:s|ed|ing)_(?:for|towards?) endeavou?r\w*
    attempt(?:s|ed|ing)? tr(?:y|ies|ied|ying)_(?:to|for) campaign(?:s|ed|ing)_for lobb(?:y|ies|ied|ying)
    press(?:es|ed|ing)?_ahead sw(?:ear|ears|ore|orn) model(?:led|ed)_to simulat\w* assum(?:es|ed|ing|ption)
    suppos(?:es|ing) imagin(?:e|es|ed|ing) on_paper reachable attainable foreseeable in_prospect in_view in_sight
    on_the_cards on_the_horizon around_the_corner imminent impending await(?:s|ed|ing)? one_day someday in_the_works
    in_preparation under_(?:preparation|discussion|consideration|negotiation|study) touted allotted would-have
    tentative wish_list longing seek_out plans pencilled_in sketch(?:es|ed)?_out map(?:s|ped)_out
    chart(?:s|ed)_a_course committed_to promised ambition(?:s)? readiness ready_to prepared_to willing_to eager_to
    poised_to inclined_to minded_to out_to primed_to
    projects_(?:more|over|an?|up|about|around|nearly) road_maps?
    """
)
# Past the number: "… by 2030" is a plan where the source is older.
OUTCOME_OF_PLAN = pattern_of(
    r"""
    met hit reached achieved attained fulfilled accomplished exceeded surpassed beaten realised realized delivered
    completed outperformed overshot
    """
)
UP = pattern_of(
    r"""
    gr[eo]w(?:s|n|ing)? growth r[io]se(?:s|n)? rising increas\w* climb(?:s|ed|ing)? expand(?:s|ed|ing)? expansion
    jump(?:s|ed|ing)? surg(?:e|es|ed|ing) soar(?:s|ed|ing)? swell(?:s|ed|ing)? swollen leap(?:s|ed|t|ing)?
    rocket(?:s|ed|ing) balloon(?:s|ed|ing) accelerat\w* gain(?:s|ed|ing)? upturn boom(?:s|ed|ing)? higher up more
    faster increment gained advanc(?:e|es|ed|ing) improv\w* add(?:s|ed|ing) larger bigger greater above ahead
    widen(?:s|ed|ing)? extra mounted mounting multipl(?:y|ied|ies|ying) strengthen(?:s|ed|ing)? lift(?:s|ed|ing)?
    uptick upswing rais(?:e|es|ed|ing) boost(?:s|ed|ing)? hik(?:e|es|ed|ing) enlarg(?:e|es|ed|ing) bolster(?:s|ed|ing)?
    top(?:s|ped|ping)_up step(?:s|ped|ping)_up ramp(?:s|ed|ing)_up scal(?:e|es|ed|ing)_up build(?:s|ing)?_up built_up
    """
)
DOWN = pattern_of(
    r"""
    f[ae]ll(?:s|en|ing)? drop(?:s|ped|ping)? declin\w* decreas\w* shr[aiu]nk(?:s|ing|en)? slid(?:e|es|ing)?
    slump(?:s|ed|ing)? plung(?:e|es|ed|ing) contract(?:ed|ing|ion|ions) down lower less fewer
    los(?:e|es|t|ing|s|ses) reduc\w* cut(?:s|ting)? slip(?:s|ped|ping)? eas(?:ed|es|ing) dip(?:s|ped|ping)? tumbl\w*
    retreat(?:s|ed|ing)? s[aiu]nk(?:s|ing)? shed(?:s|ding)? weaken\w* collaps\w* dwindl\w* diminish\w* plummet\w*
    slash(?:es|ed|ing)? lower(?:s|ed|ing) halv(?:e|es|ed|ing) par(?:es|ed|ing) curb(?:s|ed|ing)?
    scal(?:e|es|ed|ing)_(?:back|down)
    erod\w* wan(?:e|es|ed|ing) fad(?:e|es|ed|ing) smaller negative minus below recede(?:s|d)? receding backslid\w*
    downturn shortfall trim(?:s|med|ming)? crash(?:es|ed|ing)? nosediv\w* narrow(?:s|ed|ing)? slow(?:s|ed|ing)?
    worse(?:n|ns|ned|ning)? ebb(?:s|ed|ing)? downtick downswing lag(?:s|ged|ging)? taper(?:s|ed|ing)?
    sag(?:s|ged|ging)? deteriorat\w* haemorrhag\w* hemorrhag\w* withdr[ae]w\w* dent(?:s|ed)?
    """
)
NEGATION = pattern_of(
    r"""
    (?<!and_)(?<!,_)not n't never (?<!and_)no(?!\._?\d) none nobody nothing neither nor without hardly scarcely barely
    cannot can't isn't wasn't aren't weren't doesn't don't didn't hasn't haven't hadn't won't fail(?:s|ed|ing|ure)?
    den(?:y|ies|ied|ial) lack(?:s|ed|ing)? refus(?:e|es|ed|al) false(?:ly)? untrue wrong(?:ly)? far_from
    anything_but miss(?:es|ed)? disput\w* contradict\w* refut\w* reject(?:s|ed)? doubt\w* unable except(?:ing)?
    rather_than instead_of no_longer yet_to ceas(?:es|ed|ing) stopp(?:ed|ing) gave_up abandon(?:s|ed)
    cancel(?:s|led|ed) scrapp(?:ed|ing) shelv(?:ed|ing) withheld withdrew declin(?:ed|es)_to neglect(?:ed|s)
    omit(?:s|ted) avoid(?:s|ed) forwent forgo(?:es|ne)? short_of devoid bereft nowhere nowhere_near by_no_means
    in_no_way not_at_all little_more_than aborted averted prevented denied ruled_out
    """
)
# Times that move with the day on which they are read, and totals and means that a source must have said.
MOVING = pattern_of(
    r"""
    currently at_present presently nowadays today these_days as_of_(?:today|now) right_now
    so_far(?!_(?:apart|above|below|away|from|ahead|behind)) to_date thus_far hitherto until_now up_to_now by_now
    (?<!the_)(?:previous|next)_(?:week|month|quarter|year|decade|spring|summer|autumn|fall|winter)
    (?:this|last|past|coming)_(?:week|month|quarter|year|decade|spring|summer|autumn|fall|winter) ago
    yesterday tonight tomorrow lately recently at_the_moment ever_since any_more anymore
    """
)
TOTAL = pattern_of(
    r"""
    cumulativ\w* on_average average[sd]? averaging median typical(?:ly)? in_total altogether all_told combined
    in_aggregate aggregate[sd]? overall running_total year_on_year year-on-year annualis\w* annualiz\w* net
    gross(?!_domestic) on_a_cumulative_basis so_far_in_total to_this_day mean_of medium_of in_sum sum_total
    grand_total per_cent_overall as_a_rule by_and_large on_the_whole in_the_main usually normally ordinarily
    """
)
PER = pattern_of(
    r"""
    per a_(?:head|piece|second(?!_[a-z]))
    a_(?:year|month|week|day|quarter|minute|hour)(?!_(?:later|earlier|after|before|ago|old|long)) an_hour each
    apiece annually yearly monthly weekly daily quarterly hourly annual per_capita respective for_each a_time
    per_annum year_after_year
    (?:every|each)_(?:year|month|week|day|quarter|hour|company|firm|person|resident|employee|worker|model) for_every
    per-capita per_person a_month's_worth month_by_month year_by_year day_by_day week_by_week each_and_every
    (?:month|year|week|day|quarter|hour)ly_basis on_a_(?:yearly|monthly|weekly|daily|quarterly)_basis every_months?
    per_square_\w+ to_the_(?:hectare|acre|square) a_hectare an_acre a_square_\w+
    (?:inhabitant|resident|employee|worker|head)s?_each
    """
)
# The length of time that an amount is for.
PERIODS = {
    "year": pattern_of(
        r"""
        per_(?:year|annum|edition) a_year(?!_(?:later|earlier|after|before|ago|old|long)) yearly annual(?:ly)?
        (?:each|every)_(?:year|edition) year_after_year annuali[sz]ed
        """
    ),
    "month": pattern_of(
        r"per_month a_month(?!_(?:later|earlier|after|before|ago|old|long)) monthly (?:each|every)_month"
    ),
    "week": pattern_of(r"per_week a_week(?!_(?:later|earlier|after|before|ago|old|long)) weekly (?:each|every)_week"),
    "day": pattern_of(r"per_day a_day(?!_(?:later|earlier|after|before|ago|old|long)) daily (?:each|every)_day"),
    "quarter": pattern_of(
        r"per_quarter a_quarter(?!_(?:later|earlier|after|before|ago|old|long|of)) quarterly (?:each|every)_quarter"
    ),
    "hour": pattern_of(r"per_hour an_hour hourly (?:each|every)_hour"),
}
# A rank, or that there is nothing like it.
SUPERLATIVE = pattern_of(
    r"""
    (?!_PLAIN_EST_)[a-z]{2,}est most_(?!of\b|part\b|likely\b|recent)\w+ best worst foremost uppermost utmost
    leader(?:s)? lead(?:s|ing|er)? led record(?:s)?(?=_(?:high|low|number|level|amount|sum|pace|growth|share)) a_record
    all-time
    unrivall?ed unmatched unparall?eled unequall?ed unsurpassed unprecedented unbeaten peerless matchless
    incomparable pre-eminent preeminent preeminence supreme premier champion top(?:s|ped|ping|most)? number_one
    no\.?_?1 sole(?:ly)? (?:the|its|their)_only only_one lone unique(?:ly)? singular(?:ly)? primary second_to_none
    none_other no_other any_other nowhere_else anywhere_else than_any(?:_other|where|one|body)? rivall?ed
    rival(?:s)? dominat\w* dominan\w* vanguard front-?runner(?:s)? outrank\w* rank(?:s|ed|ing|ings)? ranking_list
    crown\w* head(?:s|ed)_the pole_position maximum minimum majority minority plurality lion's_share bulk pinnacle
    apex peak(?:s|ed)? zenith ahead_of_(?:all|every)\w* exclusive(?:ly)? monopol\w* hegemon\w* world-beating
    world-leading class-leading second-largest runner-up runners-up global_capital world_capital bar_none
    without_(?:equal|rival|peer|parallel) number-one top-ranked top-tier second_only runner-up front_runner
    trailblazer pacesetter bellwether flagship foremost home_to_the_most epicentre epicenter heartland cradle_of
    (?<!venture_)(?<!risk_)(?<!registered_)(?<!share_)(?<!working_)(?<!equity_)capital_of
    powerhouse juggernaut titan colossus second-biggest third-largest ahead_of_the_pack in_pole_position
    at_the_top_of at_the_head_of ahead_of_everyone bar_any in_a_class_of one_of_a_kind all_others any_rival
    every_other_\w+ like_no_other unlike_any best-known pride_of_place league_of_its_own
    """
)
COMPARISON = pattern_of(
    r"""
    more less fewer higher lower larger smaller bigger greater faster slower better worse ahead behind above below
    beyond outstrip\w* outpac\w* overt[ao]k\w* overtook surpass\w* exceed\w* outnumber\w* trail\w*
    lag(?:s|ged|ging)? dwarf\w* beat(?:s|en|ing)? eclips\w* outdo\w* outdid outrank\w* outperform\w* outclass\w*
    outshin\w* rival\w* match(?:es|ed|ing)? equal(?:s|led|ling)? than as_(?:many|much|large|big|high)_as that_of
    those_of twice double times same_as level_with on_a_par par top(?:s|ped|ping) out-\w+ exceeding overshadow\w*
    underperform\w* short_of leapfrog\w* second third fourth fifth rank\w* after behind
    """
)
# The verbs and nouns of a level that went up or down, without the comparatives.
ROSE = pattern_of(
    r"""
    gr[eo]w(?:s|n|ing)? growth rose rises? risen rising increas\w* climb(?:s|ed|ing)? expand(?:s|ed|ing)? expansion
    jump(?:s|ed|ing)? surg(?:e|es|ed|ing) soar(?:s|ed|ing)? swell(?:s|ed|ing)? swollen leap(?:s|ed|t|ing)? leapt
    rocket(?:s|ed|ing) balloon(?:s|ed|ing) accelerat\w* gain(?:s|ed|ing) upturn boom(?:s|ed|ing)
    mushroom(?:s|ed|ing) mounted mounting multipl(?:ied|ies|ying) uptick upswing ascend\w* escalat\w* burgeon\w*
    doubl\w* tripl\w* shot_up went_up gone_up goes_up picked_up ticked_up edged_up crept_up inched_up moved_up
    up_from spik(?:e|es|ed|ing) gaining_ground gained_ground advanc(?:ed|es|ing) built_up ramp(?:ed|s|ing)_up
    scal(?:ed|es|ing)_up swelled blossom(?:s|ed|ing)? flourish(?:es|ed|ing)? thriv(?:es|ed|ing) rebound(?:s|ed|ing)?
    recover(?:s|ed|ing|y) rall(?:y|ies|ied|ying) perked_up heated_up bumped_up nudged_up topped_up hiked inflated
    enlarg(?:es|ed|ing) widen(?:s|ed|ing) deepen(?:s|ed|ing) vaulted catapult\w*
    """
)
FELL = pattern_of(
    r"""
    fell falls? fallen falling drop(?:s|ped|ping)? declin\w* decreas\w* shr[aiu]nk(?:s|ing|en)? slid(?:e|es|ing)?
    slump(?:s|ed|ing)? plung(?:e|es|ed|ing) contract(?:ed|ing|ion) lost loses losing reduc\w* slip(?:s|ped|ping)?
    eas(?:ed|es|ing) dip(?:s|ped|ping)? tumbl\w* retreat(?:s|ed|ing)? s[au]nk sinks sinking shed sheds shedding
    weaken\w* collaps\w* dwindl\w* diminish\w* plummet\w* erod\w* wan(?:e|es|ed|ing) fad(?:es|ed|ing) reced\w*
    backslid\w* downturn shortfall trimm\w* crash(?:es|ed|ing)? nosediv\w* narrow(?:s|ed|ing) slow(?:s|ed|ing)
    worsen\w* ebb(?:s|ed|ing)? sagg\w* deteriorat\w* haemorrhag\w* hemorrhag\w* went_down gone_down goes_down
    down_from down_to cut_to cut_by crumbl\w* evaporat\w* crater(?:s|ed|ing)? tank(?:s|ed|ing) bled bleed(?:s|ing)?
    halv\w* lower(?:ed|ing) give_up gave_up given_up losing_ground lost_ground pared shaved clipped whittled
    rolled_back scaled_back scaling_back melted withered wilted nose-dived halves subsid(?:es|ed|ing)
    abat(?:es|ed|ing) slack(?:ened|ening) soften(?:s|ed|ing)? stumbl\w* falter(?:s|ed|ing)? capsiz\w* hollowed_out
    bottomed_out tailed_off dropped_off fell_off fell_back fell_away cooled cooling
    """
)
# What says that a plan came true or did not.
MET = pattern_of(
    r"""
    met meets fulfil(?:s|led|ling)? missed misses reached achieved attained accomplished surpassed beaten beat
    exceeded overshot undershot outperformed realised realized delivered on_time on_schedule
    ahead_of_(?:time|schedule|plan) behind_(?:time|schedule|plan) fell_short falls_short fallen_short short_of
    came_true come_true made_good hit hits lived_up lives_up succeeded succeeds failed fails abandoned scrapped
    dropped shelved cancelled canceled kept broken well_past by_far comfortably narrowly in_full unmet unfulfilled
    unrealised unrealized unattained came_to_pass materialised materialized bore_fruit borne_out paid_off
    proved_right came_off came_to_nothing never_came lapsed expired redeemed honoured honored off_target on_target
    out_of_reach dead_letter came_up_short fell_shy fell_behind undelivered overdue overtaken
    """
)
# Hedges that the reader of numbers does not know as one, next to a number.
HEDGE = pattern_of(
    r"""
    give_or_take or_so or_thereabouts thereabouts or_more or_fewer or_less
    at_(?:the_)?(?:least|most|best|worst|minimum|maximum) at_a_push and_counting and_then_some if_not_more
    if_not_fewer and_up(?:wards)? upwards odd approximately roughly circa ballpark in_round_(?:numbers|figures)
    rounded more_or_less tops max min possibly perhaps probably maybe allegedly reportedly supposedly apparently
    presumably arguably conceivably shy north_of south_of upward_of easily comfortably at_a_guess
    guess(?:ed|timate)? ish and_rising and_climbing and_growing and_above and_below and_more and_fewer
    no_(?:more|less|fewer)_than not_(?:more|less|fewer)_than anything_up_to potentially likely upwards_of
    downwards_of in_excess_of plus_or_minus bordering_on verging_on flirting_with hovering_(?:around|near|at)
    somewhere_(?:near|around|between) in_the_(?:neighbourhood|neighborhood|region|order|vicinity)_of to_the_tune_of
    """
)
# Words of one meaning: which one stands in English is a choice only where the source has neither.
SAME_HEDGE = (("more than", "over"), ("about", "around", "some"), ("nearly", "almost"), ("under", "less than"))
# What makes much or little of a number.
EMPHASIS = pattern_of(
    r"""
    exactly precisely only just merely mere but scarcely barely fully whole full good solid cool staggering whopping
    massive paltry meagre meager impressive remarkable astonishing astounding stunning colossal enormous gigantic
    huge tiny trifling measly modest puny minuscule sheer hefty handsome sizeable sizable substantial
    record-breaking eye-watering mind-boggling jaw-dropping unheard-of no_less no_fewer a_full a_whole a_mere
    as_little_as as_few_as already still even a_cool a_massive a_staggering a_huge a_paltry a_modest definitely
    certainly undoubtedly surely literally strictly
    """
)
# What stands before a date and says on which side of it something lies.
BOUNDED = re.compile(
    r"\b(by|until|till|before|after|since|from|as of|up to|through)(?: the)?(?: (?:end|start|close|middle) of)? $",
    re.I,
)
# That the collection holds something or nothing: a slot says so, for it changes with the next record.
OF_OURS = re.compile(
    r"\b(?:last|latest|newest|most recent) (?:\w+ ){0,2}?(?:count|figure|number|amount|total|report|value|data)\b|"
    r"\bno (?:later|newer|further|outcome|result)\b|\bnothing (?:later|newer)\b",
    re.IGNORECASE,
)


# The same kinds in Chinese and Japanese, as sources have them.
IN_CHINESE = {
    "direction": re.compile("增|涨|漲|升|长|長|降|减|減|跌|下滑|扩|擴|倍"),
    "plan": re.compile(
        "将|將|计划|計劃|計画|目标|目標|预计|預計|预期|力争|力爭|拟|擬|规划|規劃|有望|争取|爭取|"
        "見込|予定|予測|予想|目指|계획|목표|예정|전망|예상"
    ),
    "negation": re.compile("不|未|没|沒|无|無|非|否|欠|缺"),
    "per": re.compile("每|人均|年均|/年|/月|按年|毎"),
    "total": re.compile("累计|累計|平均|总计|總計|合计|合計|年均|综合|延べ"),
    "moving-time": re.compile("目前|今年|去年|现在|現在|迄今|至今|当前|當前"),
    "superlative": re.compile("最|第一|首|唯一|领先|領先|冠|榜|居|头部|龙头|龍頭|半数|位列|前列|名列|过半"),
}


# Comparisons, by which side is the larger.
MORE = pattern_of(
    r"""
    more_than larger_than higher_than greater_than bigger_than better_than faster_than stronger_than richer_than
    ahead_of above outstrip\w* outpac\w* overt[ao]k\w* overtook surpass\w* exceed\w* outnumber\w* dwarf\w* beats?
    beat beating eclips\w* outdo\w* outdid outrank\w* outperform\w* outclass\w* outshin\w* tops? topped leads?
    overshadow\w* leapfrog\w* trumps? trumped bests? bested in_front_of
    """
)
LESS = pattern_of(
    r"""
    less_than fewer_than smaller_than lower_than weaker_than slower_than worse_than poorer_than
    (?<!stand_)(?<!stands_)(?<!stood_)behind below trail\w* lags? lagged lagging short_of underperform\w* second_to
    loses_to lost_to
    """
)
EQUAL = pattern_of(
    r"""
    (?<!times_)(?<!twice_)(?<!half_)as_(?:many|much|large|big|high|small|few|little)_as
    equals? equalled equal_to same_as match(?:es|ed|ing)?
    level_with on_a_par_with on_par_with par_with identical_to tied_with neck_and_neck rivals? rivalled rivalling
    alongside no_(?:more|less|fewer|larger|smaller|bigger|higher|lower)_than equivalent_to comparable_to akin_to
    like
    """
)


def said(pattern: re.Pattern[str], text: str) -> frozenset[str]:
    """The words of a kind that a text has, in small letters, cut to what their forms share."""
    return frozenset(one for found in pattern.finditer(text) for one in forms(found[0]))


# The present of verbs whose past begins otherwise.
_PRESENT = {"led": "lead", "sought": "seek", "strove": "strive", "foresaw": "foresee", "undertook": "undertake"}


def forms(word: str) -> frozenset[str]:
    """What the forms of a word share; of a past that is irregular also what those of its present do."""
    return frozenset((stem(word), stem(_PRESENT.get(word.lower(), word))))


def stem(word: str) -> str:
    """The part of a word that its forms share, roughly: their first four letters."""
    return re.sub(r"[ -]+", " ", word.lower())[:4]
