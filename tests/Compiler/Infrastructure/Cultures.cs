using System;
using System.Globalization;
using System.Linq;

namespace FusedOpt.Compiler.Tests.Infrastructure;

/// <summary>Cultures whose minus sign, decimal comma or letter I catch what depends on the culture.</summary>
internal static class Cultures
{
    private static readonly string[] Names = ["sv-SE", "de-DE", "tr-TR"];

    /// <summary>Returns the function's result in each culture.</summary>
    public static T[] Under<T>(Func<T> function) => [.. Names.Select(name => Under(name, function))];

    public static T Under<T>(string name, Func<T> function)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
            return function();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
