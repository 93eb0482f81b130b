using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace ThanhHoa.DigitalSignature.Platform.Web;

/// <summary>
/// <c>&lt;form-faults /&gt;</c>: what is wrong with the form as a whole; nothing when nothing is. The framework's own summary
/// hides its empty self by an inline style, which the content security policy refuses.
/// </summary>
[HtmlTargetElement("form-faults", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FormFaultsTagHelper : TagHelper
{
    /// <summary>The page being rendered.</summary>
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (!ViewContext.ModelState.TryGetValue("", out var form) || form.Errors.Count == 0)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "alert alert-danger");
        output.Attributes.SetAttribute("role", "alert");
        foreach (var error in form.Errors)
        {
            var line = new TagBuilder("p");
            line.AddCssClass("mb-0");
            line.InnerHtml.Append(error.ErrorMessage);
            output.Content.AppendHtml(line);
        }
    }
}
