using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Organisation.Contracts;

namespace ThanhHoa.DigitalSignature.Organisation.Units.Acts;

/// <summary>What one types about a unit that begins.</summary>
internal sealed class NewUnitForm
{
    [StringLength(Unit.NameLength, ErrorMessage = "Tên đơn vị dài quá 200 ký tự.")]
    [RegularExpression(@"[^\p{C}]*", ErrorMessage = "Có ký tự không nhìn thấy được. Hãy gõ lại.")]
    public string? Name { get; set; }

    [StringLength(Unit.CodeLength, ErrorMessage = "Mã đơn vị dài quá 20 ký tự.")]
    public string? Code { get; set; }

    public UnitKind Kind { get; set; } = UnitKind.PublicServiceUnit;

    public bool IsEmpty => string.IsNullOrWhiteSpace(Name) && string.IsNullOrWhiteSpace(Code);

    /// <summary>The unit, or null with what is wrong beside each field.</summary>
    public NewUnit? Check(ModelStateDictionary model, string prefix, IStringLocalizer<Texts> text)
    {
        var (name, code) = (PersonRules.Tidy(Name), PersonRules.Tidy(Code));
        if (name.Length == 0) model.AddModelError($"{prefix}.{nameof(Name)}", text["Hãy nhập tên đơn vị."]);
        if (!UnitHistory.IsCode(code)) model.AddModelError($"{prefix}.{nameof(Code)}", RefusalTexts.Of(new Refusal(RefusalCode.NotAUnitCode), text));
        return model.IsValid ? new NewUnit(code, name, Kind) : null;
    }
}
