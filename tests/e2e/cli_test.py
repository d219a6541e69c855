"""The command line against a real server: every command, what people read and what scripts rely on."""

import unittest

import server

EN, RU, UR = ("The ambassador met 30 ministers in Moscow.",
              "Посол встретился в Москве с 30 министрами.",
              "سفیر نے ماسکو میں 30 وزراء سے ملاقات کی۔")
RLI, PDI = "\u2067", "\u2069"


class CommandLine(server.ServerCase):
    def memory(self):
        """Creates a memory named for the running test, with one unit; returns its name."""
        name = self._testMethodName.replace("_", "-")
        self.ok("memory", "create", name)
        self.ok("add", "--memory", name, "en=" + EN, "ru=" + RU, "ur=" + UR)
        return name

    def test_add_says_what_became_of_it(self):
        self.ok("memory", "create", "written")
        unit = ("en=Good morning", "ru=Доброе утро")
        self.assertEqual(self.ok("add", "--memory", "written", *unit),
                         "stored memories/written/units/1\n")
        self.assertEqual(self.ok("add", "--memory", "memories/written", *unit),
                         "unchanged memories/written/units/1\n")
        self.assertEqual(self.ok("add", "--memory", "written", *unit, "ur=صبح بخیر", "--dry-run"),
                         "dry run: merged memories/written/units/1\n")
        answer = self.json("add", "--memory", "written", *unit, "ur=صبح بخیر")
        self.assertEqual((answer["outcome"], answer["name"]),
                         ("merged", "memories/written/units/1"))
        unit = self.json("memory", "unit", "written/1")
        self.assertEqual(unit["variants"],
                         {"en": "Good morning", "ru": "Доброе утро", "ur": "صبح بخیر"})

    def test_lookup_shapes(self):
        name = self.memory()
        text = "The ambassadors met 75 ministers in Moscow."
        answer = self.json("lookup", text, "--from", "en", "--to", "ru", "--to", "ur", "--memory", name)
        self.assertEqual(list(answer), ["query", "matches"])
        self.assertEqual(answer["query"], text)
        match, = answer["matches"]
        self.assertEqual((match["score"], match["kind"], match["unit"], match["source"]),
                         (94, "fuzzy", f"memories/{name}/units/1", EN))
        self.assertEqual(match["targets"], {"ru": RU, "ur": UR})
        self.assertEqual(match["penalties"], [{"reason": "endings", "points": 5},
                                              {"reason": "numbers", "points": 1}])
        self.assertEqual(match["flags"], ["number"])

    def test_lookup_in_every_direction(self):
        name = self.memory()
        texts = {"en": EN, "ru": RU, "ur": UR}
        for source, target in (("en", "ru"), ("ru", "en"), ("ur", "en"), ("ru", "ur")):
            with self.subTest(f"{source} to {target}"):
                answer = self.json("lookup", texts[source], "--from", source, "--to", target,
                                   "--memory", name)
                self.assertEqual([(match["score"], match["kind"], match["targets"])
                                  for match in answer["matches"]],
                                 [(100, "exact", {target: texts[target]})])

    def test_lookup_for_people(self):
        name = self.memory()
        shown = self.ok("lookup", "The ambassador met 75 ministers in Moscow.", "--from", "en",
                        "--to", "ru", "--to", "ur", "--memory", name)
        self.assertEqual(shown, f" 99  fuzzy             memories/{name}/units/1\n"
                                "     en  The ambassador met [-75-]{+30+} ministers in Moscow.\n"
                                f"     ru  {RU}\n"
                                f"     ur  {RLI}{UR}{PDI}\n"
                                f"     proposal ru  {RU.replace('30', '[-30-]{+75+}')}\n"
                                f"     proposal ur  {RLI}{UR.replace('30', '[-30-]{+75+}')}{PDI}\n"
                                "     -1 numbers\n"
                                "     check: number\n")
        coloured = self.ok("lookup", EN, "--from", "en", "--memory", name, "--color", "always")
        self.assertIn("\x1b[32m100", coloured)
        self.assertNotIn("\x1b", self.ok("lookup", EN, "--from", "en", "--memory", name))
        done = self.dragoman("lookup", "Nothing of the sort", "--from", "en", "--memory", name)
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        self.assertIn("no match", done.stderr)

    def test_memories_in_order_with_penalties(self):
        for name in ("first", "second"):
            self.ok("memory", "create", name)
            self.ok("add", "--memory", name, "en=The talks begin today.", "ru=" + name)
        memories = ("--memory", "first=10", "--memory", "second")
        answer = self.json("lookup", "The talks begin today.", "--from", "en", *memories)
        self.assertEqual([(match["targets"]["ru"], match["score"], match["ranked_score"])
                          for match in answer["matches"]], [("second", 100, 100), ("first", 100, 90)])
        self.assertEqual(answer["matches"][1]["applied_penalties"],
                         [{"reason": "memory", "points": 10}])

    def test_context_comes_first(self):
        self.ok("memory", "create", "context")
        for before, target in (("Is it open?", "Открыто."), ("Is it closed?", "Закрыто.")):
            self.ok("add", "--memory", "context", "--policy", "add", "--previous", before,
                    "en=Yes, it is.", "ru=" + target)
        for before, target in (("Is it open?", "Открыто."), ("Is it closed?", "Закрыто.")):
            answer = self.json("lookup", "Yes, it is.", "--from", "en", "--memory", "context",
                               "--previous", before)
            self.assertEqual([match["kind"] for match in answer["matches"]],
                             ["in-context exact", "exact"])
            self.assertEqual(answer["matches"][0]["targets"], {"ru": target})

    def test_concordance(self):
        name = self.memory()
        self.ok("add", "--memory", name, "en=Ambassadors of Moscow", "ru=Послы Москвы")
        words = ("--lang", "en", "--memory", name)
        answer = self.json("concordance", "ambassador moscow", *words, "--to", "ru")
        self.assertEqual((answer["query"], answer["total"]), ("ambassador moscow", 2))
        self.assertEqual([hit["unit"] for hit in answer["hits"]],
                         [f"memories/{name}/units/2", f"memories/{name}/units/1"])
        self.assertEqual(answer["hits"][0]["occurrences"], [[0, 11], [15, 21]])
        self.assertEqual(answer["hits"][1]["targets"], {"ru": RU})
        self.assertEqual(self.json("concordance", '"met 30" minist*', *words)["total"], 1)
        self.assertEqual(self.json("concordance", "ambassador -met", *words)["total"], 1)
        self.assertEqual(self.json("concordance", "ambassador", *words, "--exact")["total"], 1)
        self.assertEqual(self.json("concordance", "посол", "--lang", "ru", "--memory", name)["total"], 1)
        lines = self.ok("concordance", "moscow", *words, "--to", "ur").splitlines()
        self.assertEqual(lines, [f"memories/{name}/units/1",
                                 "     en  …mbassador met 30 ministers in [Moscow].",
                                 f"     ur  {RLI}{UR}{PDI}", "", "1 segment"])
        last = self.ok("concordance", "moscow", *words, "--limit", "1").splitlines()[-1]
        self.assertEqual(last, "1 of 2 segments; a higher --limit shows more")
        self.assertIn("at character 3", self.fails(1, "concordance", 'a "b', *words))

    def test_name(self):
        name = self.memory()
        for texts in (("en=Ambassador Khorev spoke.", "ru=Выступил посол Хорев."),
                      ("ru=Встреча с Хоревым", "ur=ہر بار خوریف سے ملاقات"),
                      ("en=Then Horev left.", "ru=Хорев ушёл.")):
            self.ok("add", "--memory", name, *texts)
        answer = self.json("name", "خوریف", "--memory", name)
        self.assertEqual((answer["language"], answer["key"], answer["units"]), ("ur", "HR", 3))
        self.assertEqual([(one["language"], one["text"], one["segments"], one["kind"])
                          for one in answer["spellings"]],
                         [("ur", "خوریف", 1, "as given"), ("en", "Horev", 1, "equal key"),
                          ("en", "Khorev", 1, "equal key"), ("ru", "Хорев", 3, "equal key")])
        place, = answer["spellings"][1]["places"]
        self.assertEqual((place["unit"], place["text"], place["occurrences"]),
                         (f"memories/{name}/units/4", "Then Horev left.", [[5, 10]]))
        lines = self.ok("name", "Хорев", "--memory", name, "--to", "ur", "--places", "1").splitlines()
        self.assertEqual(lines, ["ru      3  Хорев  as given; also Хоревым",
                                 f"ur      1  {RLI}خوریف{PDI}  equal key", "",
                                 f"memories/{name}/units/4",
                                 "     ru  " + " " * 31 + "[Хорев] ушёл.",
                                 f"memories/{name}/units/3",
                                 f"     ur  {RLI}ہر بار [خوریف] سے ملاقات{PDI}", "",
                                 "2 spellings, 3 units"])
        self.assertEqual(self.ok("name", "Belokrenitsky", "--memory", name), "")
        self.assertIn("a letter", self.fails(1, "name", "?!", "--memory", name))

    def test_fragments(self):
        name = self.memory()
        text = "Then he said that the ambassador met 30 ministers in Moscow and in two other towns."
        asked = ("lookup", text, "--from", "en", "--to", "ru", "--memory", name)
        self.assertEqual(list(self.json(*asked)), ["query", "matches"])
        fragment, = self.json(*asked, "--fragments", "3")["fragments"]
        self.assertEqual((fragment["kind"], fragment["words"], fragment["targets"]),
                         ("fragment", 7, {"ru": RU}))
        begin, end = fragment["query"]
        self.assertEqual(text[begin:end], "the ambassador met 30 ministers in Moscow")
        self.assertIn("[The ambassador met 30 ministers in Moscow].",
                      self.ok(*asked, "--fragments", "3"))
        path = self.file("fragments.txt", text + "\n")
        page = self.json("render", path, "--from", "en", "--memory", name, "--fragments", "1")
        self.assertEqual(page["segments"][0]["fragments"][0]["words"], 7)

    def test_explain(self):
        answer = self.json("explain", "The house is red.", "The houses are red", "--lang", "en")
        self.assertEqual((answer["score"], answer["base"], answer["version"]), (66, 67, 1))
        self.assertEqual({key: points for key, points in answer["penalties"].items() if points},
                         {"words": 25, "endings": 8, "marks": 1})
        self.assertEqual([(word["form"], word["fold"], word["stem"]) for word in answer["query"]],
                         [("The", "the", "the"), ("house", "house", "hous"), ("is", "is", "is"),
                          ("red", "red", "red")])
        self.assertEqual(answer["stored"][1]["stem"], "hous")
        shown = self.ok("explain", "The house is red.", "The houses are red", "--lang", "en")
        self.assertTrue(shown.startswith("score 66 (base 67), -25 words, -8 endings, -1 marks\n"
                                         "diff  The [-house-]{+houses+} [-is-]{+are+} red[-.-]\n"))

    def test_units(self):
        name = self.memory()
        unit = name + "/1"
        self.assertIn(f"  ru  {RU}\n", self.ok("memory", "unit", unit))
        changed = self.json("memory", "edit", unit, "ru=Посол.", "ur=", "--state", "reviewed")
        self.assertEqual((changed["variants"], changed["state"]),
                         ({"en": EN, "ru": "Посол."}, "reviewed"))
        versions = [server.json.loads(line) for line in
                    self.ok("memory", "history", unit, "--json").splitlines()]
        self.assertEqual([(version["variants"]["ru"], version["current"]) for version in versions],
                         [("Посол.", True), (RU, False)])
        self.assertEqual(len(self.json_lines("memory", "units", name)), 1)
        self.assertEqual(self.ok("memory", "remove-unit", unit), "")
        self.assertEqual(self.ok("memory", "units", name), "")
        self.assertEqual(self.json("lookup", EN, "--from", "en", "--memory", name)["matches"], [])

    def test_memories(self):
        made = self.json("memory", "create", "reports", "--title", "Reports", "--description", "New")
        self.assertEqual((made["name"], made["display_name"], made["units"]),
                         ("memories/reports", "Reports", 0))
        changed = self.json("memory", "update", "reports", "--title", "Old reports")
        self.assertEqual((changed["display_name"], changed["description"]), ("Old reports", "New"))
        self.ok("add", "--memory", "reports", "en=One", "ru=Один")
        self.assertEqual(self.ok("memory", "get", "reports"),
                         "memories/reports  1 unit, 1 en, 1 ru  Old reports\n")
        names = [memory["name"] for memory in self.json("memory", "list")["memories"]]
        self.assertIn("memories/reports", names)
        self.assertEqual(names, sorted(names))
        self.ok("memory", "delete", "reports")
        self.fails(4, "memory", "get", "reports")

    def test_glossaries_and_terms(self):
        self.ok("glossary", "create", "house")
        self.ok("glossary", "add", "house", "ambassador", "en=ambassador", "ru=посол", "ur=سفیر",
                "--category", "title")
        self.ok("glossary", "add", "house", "fm", "en=Foreign Ministry", "en=MFA", "ru=МИД")
        self.ok("glossary", "add", "house", "ministry", "en=ministry", "ru=министерство")
        text = "Ambassadors left the Foreign Ministry."
        answer = self.json("terms", text, "--from", "en", "--to", "ru", "--glossary", "house")
        self.assertEqual([(term["begin"], term["end"], term["text"], term["concept"],
                           term["renderings"], term["nested"]) for term in answer["terms"]],
                         [(0, 11, "Ambassadors", "glossaries/house/concepts/ambassador",
                           {"ru": ["посол"]}, False),
                          (21, 37, "Foreign Ministry", "glossaries/house/concepts/fm",
                           {"ru": ["МИД"]}, False),
                          (29, 37, "Ministry", "glossaries/house/concepts/ministry",
                           {"ru": ["министерство"]}, True)])
        shown = self.ok("terms", text, "--from", "en", "--to", "ru", "--to", "ur", "--longest",
                        "--glossary", "house")
        self.assertEqual(shown, "Ambassadors  title  glossaries/house/concepts/ambassador\n"
                                f"     ru  посол\n     ur  {RLI}سفیر{PDI}\n"
                                "Foreign Ministry  glossaries/house/concepts/fm\n     ru  МИД\n")
        found = self.json("glossary", "search", "foreign", "minis", "--glossary", "house")
        self.assertEqual(found["name"], "glossaries/house/concepts/fm")
        self.assertEqual([(term["text"], term["status"]) for term in found["terms"]],
                         [("Foreign Ministry", "preferred"), ("MFA", "admitted"),
                          ("МИД", "preferred")])
        self.assertEqual(len(self.json_lines("glossary", "concepts", "house")), 3)
        self.ok("glossary", "remove", "house/fm")
        self.fails(4, "glossary", "concept", "house/fm")
        self.assertEqual(self.json("glossary", "get", "house")["concepts"], 2)
        self.ok("glossary", "update", "house", "--title", "House forms")
        self.assertIn("House forms", self.ok("glossary", "list"))
        self.ok("glossary", "delete", "house")
        self.fails(4, "glossary", "get", "house")

    def test_terms_of_a_day_and_of_an_outlet(self):
        self.ok("glossary", "create", "styles")
        rows = self.file("styles.tsv",
                         "id\tvalid_until\ttranslate\ten\ten_abbr\tru\n"
                         "astana\t\t\tAstana\t\t"
                         "Нур-Султан|from=2019-03|until=2022-09|outlets=tass:forbidden;"
                         "Астана|status=admitted\n"
                         "agency\t\tno\tAssociated Press of Pakistan\tAPP\t\n")
        self.ok("import", rows, "--glossary", "styles")
        self.ok("glossary", "add", "styles", "holder", "en=Foreign Minister", "ru=Иванов",
                "--valid-until", "2004-03-09")

        def terms(text, *more):
            return self.json("terms", text, "--from", "en", "--to", "ru", "--glossary", "styles",
                             *more)["terms"][0]
        self.assertEqual(terms("Astana")["renderings"], {"ru": ["Астана"]})
        self.assertEqual(terms("Astana", "--as-of", "2020")["renderings"],
                         {"ru": ["Нур-Султан", "Астана"]})
        self.assertEqual(terms("Astana", "--as-of", "2020", "--outlet", "tass")["renderings"],
                         {"ru": ["Астана"]})
        holder = terms("Foreign Minister")
        self.assertEqual((holder["out_of_time"], holder["renderings"]), (True, {"ru": ["Иванов"]}))
        self.assertNotIn("out_of_time", terms("Foreign Minister", "--as-of", "2004-03-09"))
        agency = terms("APP")
        self.assertEqual((agency["renderings"], agency["full_form"]),
                         ({"ru": ["APP"]}, "Associated Press of Pakistan"))
        self.assertEqual(self.ok("glossary", "concept", "styles/holder"),
                         "glossaries/styles/concepts/holder  until 2004-03-09  out of its time\n"
                         "  en  Foreign Minister * (out of its time)\n"
                         "  ru  Иванов * (out of its time)\n")
        self.assertIn("'soon' is no date", self.fails(1, "terms", "x", "--from", "en", "--as-of", "soon"))
        self.assertIn("no id of an outlet",
                      self.fails(1, "terms", "x", "--from", "en", "--outlet", "TASS"))

    def test_server_named_by_option_environment_or_file(self):
        config = self.file("client.ini", f"server={self.server.address}\nfrom=en\nto=ru,ur\n")
        name = self.memory()
        for named in ({"environment": {"DRAGOMAN_CONFIG": str(config)}, "server": ""},
                      {"environment": {"DRAGOMAN_CONFIG": str(config)}, "server": self.server.address}):
            answer = self.json("lookup", EN, "--memory", name, **named)
            self.assertEqual(set(answer["matches"][0]["targets"]), {"ru", "ur"})
        self.ok("--server", self.server.address, "status", server="127.0.0.1:1")
        self.ok("status", "--server", self.server.address, server="")

    def test_status(self):
        answer = self.json("status")
        self.assertEqual((answer["score_version"], answer["text_rules_version"]), (1, 2))
        for resource in answer["resources"]:
            self.assertEqual(resource["revision"], resource["index_revision"], resource["name"])
        self.assertRegex(self.ok("status"), r"^dragomand [0-9.]+, up since 20")

    def test_completion_knows_the_commands(self):
        for shell in ("bash", "zsh"):
            script = self.ok("completion", shell)
            for word in ("lookup", "remove-unit", "--min-score"):
                self.assertIn(word, script)


if __name__ == "__main__":
    unittest.main()
