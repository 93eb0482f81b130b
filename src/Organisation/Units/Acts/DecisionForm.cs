using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace ThanhHoa.DigitalSignature.Organisation.Units.Acts;

/// <summary>What every act on units rests on.</summary>
internal sealed class DecisionForm
{
    [Required(ErrorMessage = "Hãy nhập số quyết định."), StringLength(Decision.NumberLength, ErrorMessage = "Số quyết định dài quá 60 ký tự.")]
    [RegularExpression(@"[^\p{C}]*", ErrorMessage = "Có ký tự không nhìn thấy được. Hãy gõ lại.")]
    public string Number { get; set; } = "";

    [Required(ErrorMessage = "Hãy nhập ngày ký quyết định.")]
    public DateOnly? Date { get; set; }

    [Required(ErrorMessage = "Hãy nhập ngày có hiệu lực.")]
    public DateOnly? EffectiveOn { get; set; }

    /// <summary>Whether all of it is there; a request that leaves it out altogether is not even asked for it.</summary>
    public bool IsComplete(ModelStateDictionary model, string prefix, IStringLocalizer<Texts> text)
    {
        if (!model.ContainsKey($"{prefix}.{nameof(Number)}") && PersonRules.Tidy(Number).Length == 0) model.AddModelError($"{prefix}.{nameof(Number)}", text["Hãy nhập số quyết định."]);
        return Date is not null && EffectiveOn is not null && PersonRules.Tidy(Number).Length > 0;
    }

    public Decision ToDecision() => new(PersonRules.Tidy(Number), Date!.Value);
}
