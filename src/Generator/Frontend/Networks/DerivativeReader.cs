using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using FusedOpt.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Finds the derivatives that a function of numbers names with [Gradient], one function for each parameter.</summary>
internal static class DerivativeReader
{
    /// <summary>Returns the derivatives in the order of the parameters; empty if there are none; null if they are refused.</summary>
    public static IReadOnlyList<IMethodSymbol>? Read(IMethodSymbol function, DiagnosticBag diagnostics)
    {
        if (function.Attribute(Names.Gradient) is not { } mark)
            return [];
        if (RefusesMark(function, diagnostics))
            return null;
        if (mark.ConstructorArguments is not [{ Kind: TypedConstantKind.Array } argument]
            || (!argument.IsNull && argument.Values.Any(n => n.Kind == TypedConstantKind.Error)))
        {
            diagnostics.AddCompilerError();
            return null;
        }

        ImmutableArray<TypedConstant> names = argument.IsNull ? [] : argument.Values;
        if (names.Length != function.Parameters.Length)
        {
            Refuse(
                $"'{function.Name}' has {Count(function.Parameters.Length, "parameter")}, and its [Gradient] names "
                    + $"{Count(names.Length, "function")}; name one function for each parameter, in order");
            return null;
        }

        var derivatives = new List<IMethodSymbol>();
        foreach (string name in names.Select(n => n.Value as string ?? ""))
        {
            ImmutableArray<ISymbol> members = function.ContainingType.GetMembers(name);
            if (members.OfType<IMethodSymbol>().FirstOrDefault(m => IsAlike(m, function)) is { } derivative)
                derivatives.Add(derivative);
            else if (members.OfType<IMethodSymbol>().Any(HasUnknownType))
                diagnostics.AddCompilerError();
            else
                Refuse(Problem(name, function, isDeclared: members.Length > 0));
        }

        return derivatives.Count == names.Length ? derivatives : null;

        void Refuse(string problem) => diagnostics.Add(Descriptors.LossSignature, Location(mark), problem);
    }

    /// <summary>Reports a method that is marked [Gradient] and has no derivative. Returns true if the method is refused.</summary>
    public static bool RefusesMark(IMethodSymbol method, DiagnosticBag diagnostics)
    {
        if (method.Attribute(Names.Gradient) is not { } mark)
            return false;
        bool isLoss = method.Attribute(Names.Loss) is not null;
        if (!isLoss && IsFunction(method))
            return false;
        diagnostics.Add(
            Descriptors.LossSignature,
            Location(mark),
            isLoss
                ? $"'{method.Name}' is marked [Loss] and [Gradient], and the gradient of a loss is the compiler's; mark the functions of "
                    + "numbers that it calls"
                : $"'{method.Name}' is marked [Gradient] and is no function of numbers; mark a static method whose parameters and result "
                    + "are all float, or all double");
        return true;
    }

    private static string Problem(string name, IMethodSymbol function, bool isDeclared)
    {
        string type = function.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        string parameters = string.Join(", ", function.Parameters.Select(p => $"{type} {p.Name}"));
        return isDeclared
            ? $"'{name}', a derivative of '{function.Name}', does not fit; declare it as static {type} {name}({parameters})"
            : $"'{function.Name}' names the derivative '{name}', and '{function.ContainingType.Name}' has no such method; declare static "
                + $"{type} {(name.Length > 0 ? name : "Name")}({parameters})";
    }

    private static bool IsFunction(IMethodSymbol method) =>
        method is { IsStatic: true, IsGenericMethod: false, MethodKind: MethodKind.Ordinary }
        && method.ReturnType.SpecialType is SpecialType.System_Single or SpecialType.System_Double
        && method.Parameters.Length > 0
        && method.Parameters.All(p => IsNumber(p, method.ReturnType.SpecialType));

    private static bool IsAlike(IMethodSymbol derivative, IMethodSymbol function) =>
        IsFunction(derivative)
        && derivative.ReturnType.SpecialType == function.ReturnType.SpecialType
        && derivative.Parameters.Length == function.Parameters.Length
        && derivative.DeclaringSyntaxReferences.Length == 1;

    private static bool IsNumber(IParameterSymbol parameter, SpecialType type) =>
        parameter is { RefKind: RefKind.None, IsParams: false } && parameter.Type.SpecialType == type;

    private static bool HasUnknownType(IMethodSymbol method) =>
        method.Parameters.Select(p => p.Type).Append(method.ReturnType).Any(t => t.TypeKind == TypeKind.Error);

    private static string Count(int count, string noun) =>
        System.FormattableString.Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");

    private static Location? Location(AttributeData mark) => mark.ApplicationSyntaxReference?.GetSyntax().GetLocation();
}
