"""Every name in a text: places, facilities, bodies by heads; programmes, events, awards, works by marks.

Candidates come from the gazetteer, head words, quotation marks, lists and award verbs; `select` keeps one
reading where they overlap, nested names of a different thing aside.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from minsheng.language.agreement import agreed
from minsheng.language.attested import attested
from minsheng.language.boundaries import examined
from minsheng.language.chains import own_start, with_own_names, with_wholes
from minsheng.language.company import in_company, listed_villages, villages
from minsheng.language.confidence import confidence
from minsheng.language.context import Context
from minsheng.language.crafts import crafts, honoured
from minsheng.language.days import days
from minsheng.language.doers import doers
from minsheng.language.edges import with_learned_edges
from minsheng.language.editions import dated, festival, sessions
from minsheng.language.events import held_events, without_holders
from minsheng.language.fellows import fellows
from minsheng.language.headwords import heads_in
from minsheng.language.honours import awards, graded, levelled, praised
from minsheng.language.inscribed import inscribed
from minsheng.language.landmarks import landmarks, temples
from minsheng.language.lexicon import lexicon
from minsheng.language.lists import introduced_names, listed_names
from minsheng.language.marks import quotation_marks, quoted
from minsheng.language.national import laws, national_bodies, schemes
from minsheng.language.numbered import numbered_hospitals, numbered_schools, numbers_in
from minsheng.language.papers import papers
from minsheng.language.places import SURNAMES, place_names
from minsheng.language.programmes import carried_out, circles, founded, promised, side_by_side
from minsheng.language.projects import projects
from minsheng.language.quoted import quoted_names
from minsheng.language.quoted_lists import quoted_items, quoted_series
from minsheng.language.recurring import recurring
from minsheng.language.routes import routes
from minsheng.language.rows import row_names
from minsheng.language.shared import shared_heads
from minsheng.language.signs import Signs
from minsheng.language.streets import streets
from minsheng.language.subordinates import subordinates
from minsheng.language.survey import Hit, Survey
from minsheng.language.systems import systems
from minsheng.language.vetoes import without_false_names
from minsheng.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minsheng.language.boundaries import Candidate
    from minsheng.language.places import PlaceName
    from minsheng.language.segmentation import Words

#: 乡村 is the countryside, 乡镇 its towns.
_COUNTRY = re.compile("村(?!民)|镇")
#: Towns that are counted are not named: 宽坪、枫坝两镇.
_COUNTING = "两各每几"
#: Modes of heads that an edition makes a name: 第二十届…大展.
_EDITED = frozenset({"dated", "placed", "quoted"})
#: What stands inside a longer name is a part of it.
_ABSTRACT = ("Programme", "Event", "Award")


def context_of(text: str, words: Words, places: Iterable[PlaceName]) -> Context:
    """What the searches of this module share for one text."""
    spans = {place.start: place.end for place in places}
    ends = {end: start for start, end in spans.items()}
    numbered = {end: start for start, end, _ in numbers_in(text, ends, words)}
    quotes = quotation_marks(text)
    return Context(
        text,
        words,
        lexicon(),
        spans,
        ends,
        quotes,
        quoted(quotes),
        numbered,
        frozenset(numbered.values()),
    )


def with_areas(context: Context, areas: Iterable[Mention]) -> Context:
    """The context in which towns and zones found by their heads are places too: names may begin with them.

    What an area's name begins with stays a place of its own: 江城区 and 青石镇 of 江城区青石镇.
    """
    places = dict(context.places)
    for area in areas:
        start = own_start(places, context.text, area.start, area.end)
        if places.get(start, 0) < area.end:
            places[start] = area.end
    return replace(context, places=places, place_ends={end: start for start, end in places.items()})


def find_names(text: str, words: Words, places: list[PlaceName] | None = None) -> list[Mention]:
    """The mentions in a text, in order; nested ones follow the one that holds them.

    Example:
        >>> from minsheng.language.segmentation import segment
        >>> text = "青石镇卫生院迁建投用。"
        >>> [(m.name, m.type) for m in find_names(text, segment(text))]
        [('青石镇卫生院', 'HealthCentre'), ('青石镇', 'Place')]
    """
    return settled(survey(text, words, places)).named


def survey(text: str, words: Words, places: list[PlaceName] | None = None) -> Survey:
    """The mentions that the rules find in a text, together with its heads."""
    found = place_names(text, words) if places is None else places
    context = context_of(text, words, found)
    hits = heads_in(context)
    areas = [m for m in agreed(context, _headed(context, hits, areas=True)) if len(m.name) > 2]
    context = with_areas(context, areas)
    areas = [*areas, *villages(context)]
    areas = [*areas, *listed_villages(context, areas)]
    context = with_areas(context, areas)
    mentions = [
        *_gazetteer_mentions(found),
        *areas,
        *agreed(context, _headed(context, hits, areas=False)),
        *national_bodies(context),
        *schemes(context),
        *laws(context),
        *numbered_schools(context),
        *numbered_hospitals(context),
        *quoted_names(context),
        *quoted_items(context),
        *quoted_series(context),
        *awards(context),
        *levelled(context, hits),
        *graded(context),
        *praised(context),
        *listed_names(context),
        *row_names(context),
        *introduced_names(context),
        *shared_heads(context, areas),
        *held_events(context),
        *carried_out(context),
        *founded(context),
        *circles(context),
        *promised(context),
        *routes(context),
        *streets(context),
        *systems(context),
        *crafts(context),
        *honoured(context),
        *days(context),
        *sessions(context),
        *recurring(context),
        *landmarks(context),
        *temples(context),
        *inscribed(context),
        *papers(context),
    ]
    mentions += projects(context, mentions)
    mentions += side_by_side(context, mentions)
    mentions = without_false_names(text, mentions)
    mentions += subordinates(context, mentions)
    mentions += without_false_names(text, doers(context, mentions))
    chosen = select(with_wholes(text, without_holders(mentions)))
    chosen = select([*chosen, *without_false_names(text, fellows(context, chosen))])
    named = sorted(with_own_names(context, chosen), key=_in_order)
    return Survey(context, hits, named, Signs(context, named))


def settled(surveyed: Survey) -> Survey:
    """The survey with the beginnings of names moved to where annotated texts taught that they are."""
    named = surveyed.named
    moved = with_learned_edges(surveyed)
    if moved == named:
        return surveyed
    return surveyed._replace(named=sorted(select(moved), key=_in_order))


def _in_order(mention: Mention) -> tuple[int, int]:
    return mention.start, -mention.end


def _gazetteer_mentions(places: Iterable[PlaceName]) -> Iterator[Mention]:
    for place in places:
        sure = confidence("gazetteer", weak=not place.full)
        yield Mention(place.start, place.end, place.name, "Place", "gazetteer", sure)


def _headed(context: Context, hits: Iterable[Hit], *, areas: bool) -> Iterator[Mention]:
    """Names that end in a head, the longest reading to the left: of places if `areas`, else of all else.

    What is not particular enough by itself is a name where one of its class stands beside it in a list.
    """
    found: list[Mention] = []
    weak: list[Candidate] = []
    bodies: list[Candidate] = []
    for word, start, _, floor in hits:
        for head in (context.lexicon.heads.get(word), context.lexicon.tails.get(word)):
            if head is None or head.mode == "titled" or head.type == "Award":
                continue
            if (head.type == "Place") is not areas:
                continue
            if head.mode == "quoted" and not (head.type == "Event" and len(word) > 1):
                if head.type == "Organization":
                    bodies.append(examined(context, head, start, floor))
                continue
            mention = dated(context, head, start, floor) if head.mode in _EDITED else None
            if mention is None and head.mode == "placed":
                mention = festival(context, head, start, floor)
            elif mention is None and head.mode not in _EDITED:
                candidate = examined(context, head, start, floor)
                mention = _mention(context, candidate)
                if mention is None and head.mode in ("named", "local", "open") and not head.abstract:
                    weak.append(candidate)
            if mention is not None:
                found.append(mention)
                break
    yield from found
    yield from in_company(context, found, weak)
    yield from attested(context, [*weak, *bodies])


def _mention(context: Context, candidate: Candidate) -> Mention | None:
    """The name that a candidate is, None if it lacks anything or is of no one thing."""
    if candidate.lacking:
        return None
    head, edge, end = candidate.head, candidate.edge, candidate.end
    if context.text[edge] == "原" and edge not in context.places and edge + 1 in context.places:
        edge += 1  # 原青石镇政府
    name = context.text[edge:end]
    government = _GOVERNMENT.search(name) if head.type == "PublicBody" else None
    if government is not None:
        # 江城区委|区政府
        edge += government.start(1)
        name = context.text[edge:end]
    elif name.startswith("中共") and head.type == "Organization":
        edge, name = edge + 2, name[2:]
    if head.word in _OF_PERSONS:
        edge = _of_person(context, edge, candidate)
        name = context.text[edge:end]
    if _first_of_its_kind(context, edge, end) or context.text.startswith("经开区", edge - 1):
        return None
    if head.type == "Place" and (
        context.text[candidate.start - 1] in _COUNTING
        or (head.word == "乡" and _COUNTRY.match(context.text, end))
    ):
        return None
    if head.abstract and end - edge < len(head.word) + 2:
        return None
    rule = "head-" + head.mode
    return Mention(edge, end, name, head.type, rule, confidence(rule, weak=head.abstract), head.kind)


def _of_person(context: Context, edge: int, candidate: Candidate) -> int:
    """Where a name begins that a person's name does: 沈从|周故居 of a torn one, 抗日将领|张桐故居."""
    words, start = context.words, candidate.start
    surname, last = edge - 2, words.at(start - 1)
    if start - edge == 1:
        torn = surname >= candidate.floor and context.text[surname] in SURNAMES and words.edge(surname)
        return surname if torn and surname not in context.places else edge
    if last and words.tags[last] in _PERSONAL and words.words[last - 1] in _CALLED_SO:
        return max(edge, words.starts[last])
    return edge


def _first_of_its_kind(context: Context, edge: int, end: int) -> bool:
    """Whether words behind 首个 say what kind of thing is meant: 全国首个洞穴抗战博物馆."""
    if not _FIRST.search(context.text, max(0, edge - 4), edge) or edge in context.places:
        return False
    return context.text.count(context.text[edge:end]) == 1


#: What is called by the person that it remembers.
_OF_PERSONS = frozenset(
    {"故居", "旧居", "纪念馆", "美术馆", "艺术馆", "墓", "烈士墓", "工作室", "书房", "祠"}
)
_PERSONAL = frozenset({"nr", "nrt", "nrfg"})
#: What stands before a person's name and is no part of what is called by it.
_CALLED_SO = frozenset(
    {
        "将领",
        "领袖",
        "作家",
        "诗人",
        "画家",
        "教授",
        "院士",
        "先生",
        "同志",
        "英雄",
        "烈士",
        "名人",
        "学者",
        "名将",
    }
    | {"教育家", "书法家", "科学家", "革命家", "思想家", "文学家", "艺术家", "先贤", "乡贤", "名医"}
)
_GOVERNMENT = re.compile("[省市区县旗州]委([省市区县旗州]政府)$")
_FIRST = re.compile("(?:首|第一|唯一一?|[一二两三四五六七八九十\\d])[个家座所处支间批]$")


def select(mentions: Iterable[Mention]) -> list[Mention]:
    """One reading where candidates overlap: the longest; names inside another stay if of a nameable class.

    Two of the same span: an honour, or the more confident; crossing ones: the one that begins first.
    """
    kept: list[Mention] = []
    spans: set[tuple[int, int]] = set()
    # those kept that have not ended yet, in order of their start
    holders: list[Mention] = []
    for mention in sorted(
        mentions, key=lambda m: (m.start, -m.end, m.rule != "award-verb", -m.confidence, m.type, m.name)
    ):
        if (mention.start, mention.end) in spans:
            continue
        holders = [k for k in holders if mention.start < k.end]
        holder = holders[-1] if holders else None
        if holder is not None:
            if mention.end > holder.end:
                continue
            if mention.type in _ABSTRACT and holder.type != "Award" and mention.rule != "quoted-inner":
                continue
        spans.add((mention.start, mention.end))
        kept.append(mention)
        holders.append(mention)
    return kept
