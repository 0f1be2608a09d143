"""The words that synthetic archives are made of: lists written for this project, commonest first.

Knows words; how often each is used, and what is built from them, is `plugins.synthetic.vocabulary`.
"""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    """The words of a text."""
    return tuple(text.split())


FUNCTION_WORDS = _words("""
the of and to in a that for be is on was by with as at it this from were or which are not had has have been
but will an would their its they could there should all any other these such no more than may also into who
so if about when out up some he she his her them between within during after before under through over each
both those where what only can being very most then further one two three new first last per subject against
however because while until following without whether around across towards since upon including regarding
among despite we our you your my me him us how why here again once every either neither own same few many
much less least well still just even though although yet ever never now today soon later often always also
four five six seven eight nine ten second third half above below beyond behind near off down along
""")

COUNCIL_WORDS = _words("""
council committee members report councillor meeting councillors officers service services planning local public
city borough cabinet board housing community development policy application budget plan area residents year
agreed noted approved recommendation recommendations consultation strategy proposal proposals street road highway
traffic parking school schools children care health people young officer director head chair advised stated asked
response question questions concern concerns issue issues matter matters decision decisions resolved panel scrutiny
financial costs cost funding capital revenue savings income expenditure grant grants fund reserves scheme schemes
project projects programme programmes work works site sites land property properties building buildings house
houses homes tenants tenancy rent rents landlord leasehold affordable dwelling dwellings accommodation homelessness
environment environmental climate carbon energy waste recycling refuse collection collections bins street cleaning
air quality noise pollution flood flooding drainage river water green parks park open space spaces trees tree
playground allotments cemetery leisure sport library libraries museum museums arts culture heritage conservation
listed design character appearance amenity neighbour neighbours neighbouring objection objections objector letter
letters petition permission condition conditions consent refuse refused refusal approval grant granted delegated
authority authorities authorised authorise delegate statutory legal law act section regulation regulations order
orders guidance framework standard standards performance indicator indicators target targets outcome outcomes
review reviews audit auditor auditors risk risks register assurance governance constitution procedure procedures
contract contracts contractor contractors procurement tender tenders supplier suppliers partnership partnerships
partner partners organisation organisations voluntary sector business businesses economic economy growth employment
skills training jobs job apprenticeships town centre centres market markets shop shops retail regeneration
investment infrastructure transport bus buses cycling cycle walking pedestrian pedestrians crossing crossings
junction junctions speed limit limits safety accident accidents road roads bridge bridges rail station licensing
licence licences premises alcohol entertainment taxi taxis driver drivers vehicle vehicles hackney carriage operator
police crime disorder antisocial behaviour enforcement notice notices breach complaint complaints customer customers
access accessibility equality equalities impact assessment assessments diversity disability disabled older adults
adult social worker workers support supported vulnerable safeguarding families family carers carer foster fostering
adoption education pupil pupils teacher teachers attainment attendance exclusion nursery early years youth special
needs hospital hospitals clinical commissioning patients nurse doctors wellbeing mental prevention obesity smoking
staff staffing employee employees pay pension pensions recruitment retention sickness absence workforce management
manager managers team teams resources resource corporate department departments executive leader deputy portfolio
holder ward wards parish parishes county district region regional national government minister secretary state
department inspector inspectorate ombudsman commissioner agency agencies member motion amendment amendments vote
votes voting seconded moved carried lost majority unanimous abstained minutes agenda item items appendix appendices
paragraph paragraphs page pages draft final version revised document documents background paper papers evidence
information figures table total number numbers rate rates level levels increase increased decrease reduced reduction
change changes current existing previous proposed additional annual quarterly monthly weekly daily period term terms
long short timescale timetable deadline date dates month months week weeks day days time times period summer winter
spring autumn january february march april june july august september october november december monday tuesday
wednesday thursday friday deferred deferral withdrawn adjourned closed commenced apologies declared interest
interests personal prejudicial pecuniary nature resident owner owners applicant applicants agent agents speaker
speakers addressed invited welcomed thanked presented introduced outlined explained reported informed confirmed
clarified highlighted emphasised expressed considered discussed debated received submitted circulated appended
published consulted engaged implemented delivered monitored evaluated assessed identified examined reviewed updated
extended completed established provided required needed expected hoped believed felt wished suggested requested
recommended proposed supported opposed welcomed accepted endorsed rejected amended replaced removed added included
excluded ensure provide consider receive agree note approve support improve develop deliver maintain manage
continue reduce increase review monitor implement identify address respond promote encourage protect prevent enable
good better best poor high higher low lower large small major minor key main important significant appropriate
effective efficient sustainable available necessary possible likely potential future long term positive negative
clear full part whole general specific particular different similar separate joint single relevant independent
opportunity opportunities benefit benefits advantage disadvantage problem problems solution solutions option options
alternative alternatives approach approaches method methods process processes system systems model models tool tools
role roles responsibility responsibilities duty duties power powers right rights value values money view views
opinion opinions comment comments discussion debate detail details example examples reason reasons purpose purposes
aim aims objective objectives priority priorities vision mission principle principles action actions step steps
stage stages phase phases start end beginning progress result results success failure lesson lessons experience
understanding knowledge awareness communication communications website online digital technology telephone email
office offices reception visit visits visitor visitors tourism event events festival fair theatre cinema hotel
hotels restaurant restaurants church churches hall halls club clubs association associations trust trusts charity
charities company companies limited university college student students research data analysis survey surveys
interview interviews sample questionnaire feedback forum forums conference workshop workshops seminar briefing
""")

STEMS = _words("""
account act adapt administ advert affirm align allocat allow amend annex appeal appoint apport apprais arbitrat
arrang ascert assembl assent assess assign assist assum attach attain attend attest avail award ballot bank bargain
barrier bench bill board bond border borrow bound branch bridg brief broad budget build burden cadast calculat
calibrat canvass capac captur cast censur charg chart circulat claim class clear clerk clin cluster coach code
collat collect combin commend comment commenc commit compact compar compil complet compon compos comput concert
conclud conduct confer confirm conform connect consent conserv consolid constit construct contact contain content
contest contour contract contrast contribut control convert convey convict cooperat coordinat correct correl
council count cover craft credit cultur current custod cycl damag debt declar decorat dedicat deduct defend defer
defin delegat deliver demand demolish depart depend deposit design despatch detach detect determin detract develop
devolv diagnos dial differ digit direct disclos discount discov dismiss dispens dispos disput distinct distribut
divert divid document domain donat draft drain dredg dwell earn edit educat elect elev embark emend employ enact
encroach endors endow enforc engag enhanc enlarg enlist enrol enter entitl equip erect escort establish estat
estim evaluat evict evolv examin exceed except exchang exclud exempt exhaust exhibit expand expect expend expert
expir explain exploit export expos extend extract fabric facilit factor farm fasten featur feder fenc field figur
filter financ firm fiscal flank float flood floor flow focus forecast forest forfeit form formul fortif forward
foster found fram frequent front fulfil function fund furnish gain garden garrison gather general generat glaz
govern grad grant graph gravel group grow guarant guard guid habit halt hand harbour harm harvest hazard heat herit
hinder hoard host hous icon ident illum illustrat impart implement import impos improv incent inclin includ incorporat
increment incur index indic induct inform inhabit inherit inhibit initiat inject inquir insert inspect install
instruct insul insur integrat intend interact interest interpret interrupt intervent introduc invent invest invit
invok involv isolat item join judg junction keep kerb label labour laminat land landscap launch lawn lead leas lect
legislat lend level librar licens lift light limit link liquid list litigat litter load locat lodg machin magistrat
mail maintain manag mandat manual manufact margin mark market marshal measur mechan mediat memor mend mentor merg
merit meter migrat minist mitigat mobil model moderat modern modif monitor mount municip narrat navigat neglect
negotiat network neutral nominat norm notif nourish number nurs object oblig observ obstruct obtain occup offend
offer offic operat oppos orchard ordain ordin organ orient origin outlin outreach overs own pack paint panel parcel
park part particip partit partner patrol pattern pave penal perceiv percol perform period permit persist persuad
petition pilot pitch plan plant platform play pledg plot pollut popul port portion possess post postul power
practic preced predict prefer prepar prescrib present preserv press presum prevail prevent print privat process
proclaim procur produc profess profil prohibit project prolong promot prompt propag propos prosecut prospect protect
protest prov provid publish purchas pursu qualif quantif quarr quer quest quot radiat rat ration react real reason
recit reckon reclaim recogn reconcil record recover recreat recruit rectif redress refer refin reflect reform
refresh refund regard region register regul reinforc relat releas relev reloc remain remed remind remit remot render
renew renovat repair repeat replac repl report represent request requir rescind research reserv resid resist resolv
resourc respect respond restor restrict result retain retir retriev return revert revis reviv revok reward road rotat
rout sampl sanct satisf schedul scheme school scop screen scrutin seal search season second sect secur select send
sentenc separat serv settl sever sewer shelter shift shop sign signal simul situat sketch solicit solv sort source
spac special specif spend sponsor spread stabil staff stag standard station statut steward stimul stipul stock storag
street strength stress stretch structur studi submit subscrib subsid substitut suggest summar supervis suppl support
suppress surfac surrend surrog survey suspend sustain switch system tabl target tariff task tax teach team tech tempor
tenant tend term test theatr threat timber titl toler toll topic tour town track trad train transact transfer transform
transit translat transmit transport travel treat trench trend trespass tribut trigger trust tunnel turn tutor typ
unif unit updat uphold urban utilis vacat valid valu variat vend ventilat ventur verif version vest vet view vigil
violat visit volunt vot wag waiv walk ward warrant watch water way welcom weld widen will wind withdraw witness work
yield zon
""")

SUFFIXES = _words("""
s ed ing er ers ation ations able ment ments ive ively or ors al ally ance ant ants ability ful fully less ness
ism ist ists ity ities ory ion ions ures ary
""")

PREFIXES = _words("re un over under inter sub pre non co out mis de multi trans fore counter semi anti super micro")

SYLLABLES = _words("""
al an bar ber bin bor bre cal cam car cor dal den dor el far fen gar gil gren hal har hol hur ken kir lan lin mar
mel mor nor or pel per quin rad ran ros sal sel ser stan sut tal tar thor tor ul var ven wal war wen wil yar
""")

ENDINGS = _words("""
by combe croft den don field ford ham hurst ington ley low mere more stead stoke ston thorpe ton wick well worth
""")

FIRST_NAMES = _words("""
Ada Alan Alice Amina Andrew Anita Anne Arthur Ayesha Beatrice Ben Carol Catherine Chidi Colin Daniel David Dee
Deborah Dilip Edith Elise Emma Farah Fiona Frank George Gillian Grace Graham Hannah Harriet Helen Henry Imran Iris
Jack James Jean Joan John Joy Karen Kofi Laura Leila Linda Louise Lucy Margaret Maria Mark Martin Mary Mei Michael
Mohammed Nadia Nigel Nuala Olive Omar Patricia Paul Pauline Peter Priya Rachel Ravi Richard Robert Rosa Roy Ruth
Sajid Samuel Sarah Simon Sophie Stephen Susan Tariq Thomas Tom Ursula Victor Wendy William Yusuf Zoe
""")
