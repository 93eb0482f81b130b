using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace ThanhHoa.DigitalSignature.Platform.Web;

/// <summary>Validation messages in the reader's language, from the texts of the module the page belongs to.</summary>
public static class ValidationTexts
{
    /// <summary>Lets <c>ErrorMessage</c> hold the Vietnamese sentence, and replaces the framework's English ones.</summary>
    /// <param name="mvc">The portal's pages.</param>
    public static IMvcBuilder AddTexts(this IMvcBuilder mvc)
    {
        mvc.AddDataAnnotationsLocalization(options => options.DataAnnotationLocalizerProvider = (type, factory) =>
            factory.Create(type.Assembly.GetType($"{type.Assembly.GetName().Name}.Texts") ?? typeof(Texts)));
        mvc.Services.AddOptions<MvcOptions>().Configure<IStringLocalizer<Texts>>((options, text) =>
        {
            var messages = options.ModelBindingMessageProvider;
            messages.SetValueMustNotBeNullAccessor(_ => text["Hãy nhập giá trị này."]);
            messages.SetMissingBindRequiredValueAccessor(_ => text["Hãy nhập giá trị này."]);
            messages.SetAttemptedValueIsInvalidAccessor((value, _) => text["Giá trị “{0}” không hợp lệ.", value]);
            messages.SetNonPropertyAttemptedValueIsInvalidAccessor(value => text["Giá trị “{0}” không hợp lệ.", value]);
            messages.SetValueIsInvalidAccessor(value => text["Giá trị “{0}” không hợp lệ.", value]);
            messages.SetValueMustBeANumberAccessor(_ => text["Hãy nhập một số."]);
        });
        return mvc;
    }
}
