"""Django's own phrases, named here so that the catalogues may put them better: nobody says “l’objet article”."""

from django.utils.translation import gettext_noop as _

PHRASES = (
    _("Add %(name)s"),
    _("Add another %(model)s"),
    _("Add another %(verbose_name)s"),
    _(
        'Are you sure you want to delete the %(object_name)s "%(escaped_object)s"? '
        "All of the following related items will be deleted:"
    ),
    _("Change selected %(model)s"),
    _("Click here to select the objects across all pages"),
    _("Delete selected %(model)s"),
    _("None available"),
    _("Select all objects on this page for an action"),
    _("Select this object for an action - {}"),
    _("The %(name)s “%(obj)s” was deleted successfully."),
    _("The {name} “{obj}” was added successfully."),
    _("The {name} “{obj}” was changed successfully."),
    _("The {name} “{obj}” was changed successfully. You may edit it again below."),
    _("View selected %(model)s"),
)
