"""What can be reported: categories as services, their questions as attributes."""

from typing import Any

from issues.models import Category, Question
from issues.questions.answers import asked, offered

DATATYPES = {
    Question.Kind.TEXT: "text",
    Question.Kind.NUMBER: "number",
    Question.Kind.CHOICE: "singlevaluelist",
    Question.Kind.SEVERAL: "multivaluelist",
    Question.Kind.DATE: "datetime",
}


def service(category: Category) -> dict[str, Any]:
    """Return a category, fetched with its questions, as a service."""
    return {
        "service_code": category.slug,
        "service_name": category.name,
        "description": category.name,
        "metadata": bool(asked(category)),
        "type": "realtime",
        "keywords": None,
        "group": category.parent.name if category.parent else category.name,
    }


def definition(category: Category) -> dict[str, Any]:
    """Return a category's questions as a service definition."""
    questions = enumerate(asked(category), start=1)
    return {
        "service_code": category.slug,
        "attributes": [_attribute(question, order) for order, question in questions],
    }


def _attribute(question: Question, order: int) -> dict[str, Any]:
    return {
        "variable": True,
        "code": question.code,
        "datatype": DATATYPES[Question.Kind(question.kind)],
        "required": question.is_required,
        "datatype_description": question.help or None,
        "order": order,
        "description": question.label,
        "values": [{"key": choice.code, "name": choice.label} for choice in offered(question)],
    }
