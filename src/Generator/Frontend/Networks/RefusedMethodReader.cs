using System.Collections.Generic;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Reads the signature of a refused method on one example, as far as the types of its inputs tell it.</summary>
internal static class RefusedMethodReader
{
    /// <summary>
    /// Returns the method; null if an input has a type that no batch has, or a type with an error. What a caller hands over for such an
    /// input is not known, so no declaration would fit the call.
    /// </summary>
    public static RefusedMethod? Read(IMethodSymbol method, bool isLoss, string refusal)
    {
        var inputs = new List<RefusedInput>();
        ElementType? element = Element(method.ReturnType);
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            ElementType? number = Element(parameter.Type);
            if (parameter.Name.Length == 0 || (number is null && !IsWhole(parameter.Type)))
                return null;
            inputs.Add(new(parameter.Name, number));
            element ??= number;
        }

        return new(
            method.Name,
            isLoss,
            element ?? ElementType.Single,
            inputs.ToEquatableArray(),
            Declarations.Access(method),
            method.IsStatic,
            refusal);
    }

    private static ElementType? Element(ITypeSymbol type) => NetworkReader.FindElement(type) switch
    {
        SpecialType.System_Double => ElementType.Double,
        SpecialType.System_Single => ElementType.Single,
        _ => null,
    };

    private static bool IsWhole(ITypeSymbol type) => type.SpecialType == SpecialType.System_Int32 || NetworkReader.IsSpanOfInt(type);
}
