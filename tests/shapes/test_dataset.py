"""Dataset: what the whole says of itself."""

from tests.shapes.tiny import Fault, each

FAULTS = {
    "without a title": Fault("Dataset-title", 'dcterms:title "Tiny"@en , "صغير"@ar ;', ""),
    "with two titles in a language": Fault("Dataset-title", '"Tiny"@en', '"Tiny"@en , "Small"@en'),
    "with a title in no language": Fault("Dataset-title", '"Tiny"@en', '"Tiny"'),
    "with a blank title": Fault("Dataset-title", '"Tiny"@en', '" "@en'),
    "without a description": Fault(
        "Dataset-description", 'dcterms:description "As small as can be."@en ;', ""
    ),
    "with two descriptions in a language": Fault(
        "Dataset-description", '"As small as can be."@en', '"As small as can be."@en , "Small."@en'
    ),
    "with a description in no language": Fault(
        "Dataset-description", '"As small as can be."@en', '"As small as can be."'
    ),
    "with a blank description": Fault("Dataset-description", '"As small as can be."@en', '" "@en'),
    "without a licence": Fault(
        "Dataset-license",
        " ;\n    dcterms:license <https://creativecommons.org/licenses/by/4.0/>",
        "",
    ),
    "with two licences": Fault(
        "Dataset-license",
        "by/4.0/>",
        "by/4.0/> , <https://creativecommons.org/publicdomain/zero/1.0/>",
    ),
    "with a licence that is a text": Fault(
        "Dataset-license", "<https://creativecommons.org/licenses/by/4.0/>", '"CC BY 4.0"'
    ),
}


@each(FAULTS)
def test_a_dataset_has_a_title_a_description_and_one_licence(tiny, fault):
    assert tiny.reports("dataset", fault) == set(fault.shapes.split())
