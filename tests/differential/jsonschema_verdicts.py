"""The same as schema_verdicts, by python3-jsonschema: python3 jsonschema_verdicts.py DIALECT < QUESTIONS"""
import json
import sys
import warnings

warnings.simplefilter("ignore")
import jsonschema  # noqa: E402

CLASSES = {
    "2020-12": jsonschema.Draft202012Validator,
    "draft7": jsonschema.Draft7Validator,
    "draft6": jsonschema.Draft6Validator,
    "draft4": jsonschema.Draft4Validator,
}


def answer(question, validator_class):
    try:
        validator = validator_class(question["schema"])
        return [validator.is_valid(value) for value in question["values"]]
    except Exception as error:  # whatever it is that it cannot do
        return {"error": f"{type(error).__name__}: {error}"}


def main():
    validator_class = CLASSES[sys.argv[1]]
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line), validator_class)), flush=True)


main()
