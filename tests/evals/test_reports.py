"""The HTML report in a real browser, and comparisons with a planted regression."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select

from evals.word_diff import word_diff
from tests.evals.test_runs import SOME, TEXTS, outputs

HOSTILE = {**TEXTS, "q003": "</script><img src=x onerror=document.title='owned'> <b>bold</b> (para. 58)\u202e\x1b[31m"}


@pytest.fixture
def browser() -> Iterator[Chrome]:
    driver = shutil.which("chromedriver")
    if driver is None:
        pytest.skip("chromium-driver is not installed")
    options = ChromeOptions()
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,1000"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    chrome = Chrome(options, ChromeService(driver))
    yield chrome
    chrome.quit()


@pytest.mark.real
def test_the_report_is_filtered_and_read_in_a_browser(run_eval, tmp_path: Path, browser: Chrome) -> None:
    outputs(tmp_path / "theirs.jsonl", HOSTILE)
    assert run_eval("run", "answers", *SOME, "--from-outputs", "theirs.jsonl", "-o", "r") == 0
    assert run_eval("report", "r", "--html", "r.html") == 0
    browser.get((tmp_path / "r.html").as_uri())
    assert browser.title == "Evaluation: answers"
    assert browser.find_element(By.ID, "count").text == "5 of 5 cases, 4 fall short"
    recall = browser.find_element(By.CSS_SELECTOR, '[data-metric="citation_recall"]')
    assert "n 5" in recall.text and recall.find_elements(By.CSS_SELECTOR, "svg circle")

    Select(browser.find_element(By.ID, "filter-outcome")).select_by_visible_text("fine")
    (shown,) = browser.find_elements(By.CSS_SELECTOR, "#list a")
    assert "q001" in shown.text
    shown.click()
    detail = browser.find_element(By.ID, "detail")
    assert "1,000 rural schools are being upgraded" in detail.text and "✓ supported" in detail.text
    passage = detail.find_element(By.CSS_SELECTOR, ".sentence details")
    passage.find_element(By.TAG_NAME, "summary").click()
    assert "rural" in passage.find_element(By.TAG_NAME, "blockquote").text

    Select(browser.find_element(By.ID, "filter-outcome")).select_by_visible_text("any")
    browser.find_element(By.ID, "filter-text").send_keys("onerror")
    (hostile,) = browser.find_elements(By.CSS_SELECTOR, "#list a")
    hostile.click()
    assert "<img src=x" in browser.find_element(By.ID, "detail").text
    assert not browser.find_elements(By.CSS_SELECTOR, "#detail img, #detail b")
    assert browser.title == "Evaluation: answers"
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


@pytest.mark.real
def test_the_report_fits_a_narrow_screen(run_eval, tmp_path: Path, browser: Chrome) -> None:
    outputs(tmp_path / "theirs.jsonl", TEXTS)
    assert run_eval("run", "answers", *SOME, "--from-outputs", "theirs.jsonl", "-o", "r") == 0
    assert run_eval("report", "r", "--html", "r.html") == 0
    size = {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get((tmp_path / "r.html").as_uri() + "#case=answers/q001")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 390
    assert (
        browser.find_element(By.ID, "detail").is_displayed() and not browser.find_element(By.ID, "list").is_displayed()
    )
    browser.find_element(By.ID, "back").click()
    assert browser.find_element(By.ID, "list").is_displayed()


def test_a_report_asks_for_nothing_from_outside_and_hides_the_test_split(run_eval, tmp_path: Path) -> None:
    texts = {f"q{number:03}": "Nothing at all." for number in range(1, 10)}
    outputs(tmp_path / "theirs.jsonl", texts)
    assert run_eval("run", "answers", "--filter", "q00?", "--from-outputs", "theirs.jsonl", "-o", "r") == 0
    shown = []
    for options in ((), ("--show-test",)):
        assert run_eval("report", "r", "--html", "r.html", *options) == 0
        page = (tmp_path / "r.html").read_text("utf-8")
        assert "http://" not in page.replace("http://www.w3.org/2000/svg", "") and "https://" not in page
        data = json.loads(page.partition('id="data">')[2].partition("</script>")[0])
        shown.append({case["split"] for case in data["cases"]})
    assert shown == [{"dev"}, {"dev", "test"}]


def test_a_planted_regression_is_worse_and_misses_its_threshold(run_eval, tmp_path: Path, capsys) -> None:
    good = {id: TEXTS["q001"] for id in TEXTS}
    bad = {id: text.replace("1,000", "4,000") for id, text in good.items()}
    for name, texts in (("a", good), ("b", bad)):
        outputs(tmp_path / f"{name}.jsonl", texts)
        assert run_eval("run", "answers", *SOME, "--from-outputs", f"{name}.jsonl", "-o", name) == 0
    (tmp_path / "gate.toml").write_text("[answers.dev.figure_agreement]\nleast = 1.0\nworse_by = 0.0\n", "utf-8")
    capsys.readouterr()
    assert run_eval("compare", "a", "a", "--thresholds", "gate.toml") == 0
    assert run_eval("compare", "a", "b", "--thresholds", "gate.toml", "--html", "c.html") == 3
    told = capsys.readouterr()
    assert "▼ worse" in told.out and "[-1,000-]" in told.out and "{+4,000+}" in told.out
    assert "2 of 2 thresholds missed" in told.err
    page = (tmp_path / "c.html").read_text("utf-8")
    assert "<del>1,000</del>" in page and "<ins>4,000</ins>" in page
    assert run_eval("report", "b", "--thresholds", "gate.toml", "--junit", "j.xml") == 3
    assert 'name="answers.dev.figure_agreement at least 1"' in (tmp_path / "j.xml").read_text("utf-8")


def test_what_was_not_measured_meets_no_threshold(run_eval, tmp_path: Path, capsys) -> None:
    outputs(tmp_path / "theirs.jsonl", TEXTS)
    assert run_eval("run", "answers", *SOME, "--from-outputs", "theirs.jsonl", "-o", "r") == 0
    (tmp_path / "gate.toml").write_text(
        "[answers.dev.tokens]\nmost = 9e9\n[briefs.dev.fact_recall]\nleast = 0.0\n", "utf-8"
    )
    assert run_eval("report", "r", "--thresholds", "gate.toml") == 3
    told = capsys.readouterr().err
    assert "not run: no server counted tokens" in told and "not run: the run does not have it" in told
    (tmp_path / "gate.toml").write_text("[answers.dev.fact_recal]\nleast = 0.5\n", "utf-8")
    assert run_eval("report", "r", "--thresholds", "gate.toml") == 1
    assert "Did you mean fact_recall?" in capsys.readouterr().err


def test_runs_on_other_documents_or_another_suite_are_not_compared_unless_told(
    run_eval, tmp_path: Path, capsys
) -> None:
    outputs(tmp_path / "theirs.jsonl", TEXTS)
    for name in "ab":
        assert run_eval("run", "answers", *SOME, "--from-outputs", "theirs.jsonl", "-o", name) == 0
    path = tmp_path / "b" / "run.json"
    path.write_text(path.read_text("utf-8").replace('"corpus": "', '"corpus": "0000'), "utf-8")
    assert run_eval("compare", "a", "b") == 1
    assert "they rest on other documents" in capsys.readouterr().err
    assert run_eval("compare", "a", "b", "--anyway") == 0
    assert "Beware: they rest on other documents" in capsys.readouterr().out
    assert run_eval("score", "b") == 1


def test_a_word_diff_joins_to_the_texts_and_marks_what_changed() -> None:
    a, b = "In 2024 there were\n27 cases.", "In 2024 there were\n22 new cases."
    left, right = word_diff(a, b)
    assert ("".join(p.text for p in left), "".join(p.text for p in right)) == (a, b)
    assert [p.text for p in left if not p.same] == ["27"]
    assert "".join(p.text for p in right if not p.same).split() == ["22", "new"]
