"""Who exhibits, where and from which country: the columns of an exhibitor list found by their titles in any language."""

from __future__ import annotations

import pytest

from riotgear_check.columns import NamedColumns, named_columns
from riotgear_check.model import Lists


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("exhibitor;stand;country;product", NamedColumns(0, 1, 2)),
        ("Nom de l’exposant;N° de stand;Pays;Désignation", NamedColumns(0, 1, 2)),
        ("Land;Aussteller;Standnummer;Artikel", NamedColumns(1, 2, 0)),
        ("PAÍS;Empresa;Caseta;Producto", NamedColumns(1, 2, 0)),
        ("azienda;padiglione;nazione;articolo", NamedColumns(0, 1, 2)),
        ("expositor;estande;país;produto", NamedColumns(0, 1, 2)),
        ("Standhouder;Standnummer;Land;Artikel", NamedColumns(0, 1, 2)),
        ("wystawca;nr stoiska;kraj;towar", NamedColumns(0, 1, 2)),
        ("Vystavovatel;číslo stánku;země;zboží", NamedColumns(0, 1, 2)),
        ("Firma Adı;Stant No;Ülke;Ürün", NamedColumns(0, 1, 2)),
        ("Компания;Номер стенда;Страна;Товар", NamedColumns(0, 1, 2)),
        ("назва компанії;стенд;країна;товар", NamedColumns(0, 1, 2)),
        ("اسم الشركة;رقم الجناح;الدولة;المنتج", NamedColumns(0, 1, 2)),
        ("שם החברה;מספר ביתן;מדינה;מוצר", NamedColumns(0, 1, 2)),
        ("نام شرکت;شماره غرفه;کشور;محصول", NamedColumns(0, 1, 2)),
        ("参展商;展位号;国家/地区;产品名称", NamedColumns(0, 1, 2)),
        ("出展社名;小間番号;国;製品名", NamedColumns(0, 1, 2)),
        ("업체명;부스번호;국가;제품명", NamedColumns(0, 1, 2)),
        ("Firma / Company;Halle/Stand;Land (Country);Produkt", NamedColumns(0, 1, 2)),
        ("exhibitor.name;exhibitor.stand;product", NamedColumns(0, None, None)),
        ("id;product;price", NamedColumns()),
        ("", NamedColumns()),
    ],
)
def test_titles_of_many_languages(lists: Lists, header: str, expected: NamedColumns) -> None:
    titles = header.split(";")
    assert named_columns(titles, lists.languages, {len(titles) - 1}) == expected


def test_the_exhibitor_is_taken_before_the_brand(lists: Lists) -> None:
    assert named_columns(["brand", "manufacturer", "Exhibitor"], lists.languages).exhibitor == 2


def test_a_column_of_product_names_is_nothing_else(lists: Lists) -> None:
    assert named_columns(["company", "product"], lists.languages, {0}).exhibitor is None


def test_every_language_titles_the_columns_and_no_title_means_two_things(lists: Lists) -> None:
    for language in lists.languages:
        columns = language.columns
        groups = [set(titles) for titles in (columns.product, columns.exhibitor, columns.stand, columns.country)]
        assert all(groups), language.code
        assert sum(map(len, groups)) == len(set().union(*groups)), language.code
