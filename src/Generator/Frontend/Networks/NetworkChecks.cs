using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Checks the methods on one example of a class together, before any of them is read, and the parameters behind them.</summary>
internal static class NetworkChecks
{
    // The methods that a class with a loss gains.
    private static readonly string[] Generated = ["AddGradients", "Learn", "MeanLoss"];

    /// <summary>Reports members with the name of a method that a class with a loss gains. Returns the names.</summary>
    public static IReadOnlyList<string> FindTaken(
        INamedTypeSymbol type, IMethodSymbol[] losses, Compilation compilation, DiagnosticBag diagnostics)
    {
        if (losses.Length == 0)
            return [];
        var taken = new List<string>();
        foreach (string name in Generated)
        {
            ISymbol? member = type.Name == name ? type : type.GetMembers(name).FirstOrDefault(Declarations.IsOwn);
            INamedTypeSymbol? parent = member is not null ? null : Declarations.Bases(type)
                .TakeWhile(b => b.Attribute(Names.Optimize) is null)
                .FirstOrDefault(b => b.GetMembers(name).Any(m => compilation.IsSymbolAccessibleWithin(m, type)));
            if (member is null && parent is null)
                continue;
            if (taken.Count > 0 || IsReportedAt(parent, losses[0]))
                diagnostics.AddCompilerError();
            else
                diagnostics.Add(Descriptors.MemberCollision, LocationOf(member, type), (parent ?? type).Name, name);
            taken.Add(name);
        }

        return taken;
    }

    /// <summary>Reports errors that concern several methods, or the class.</summary>
    public static void Check(
        INamedTypeSymbol type, IMethodSymbol[] losses, IMethodSymbol[] inferences, Compilation compilation, DiagnosticBag diagnostics)
    {
        if (diagnostics.First is not null)
            return;
        IMethodSymbol any = losses.FirstOrDefault() ?? inferences[0];
        IGrouping<string, IMethodSymbol>? twice = inferences.GroupBy(m => m.Name).FirstOrDefault(g => g.Count() > 1);
        if (losses.Concat(inferences).FirstOrDefault(m => IsElsewhere(m, compilation)) is { } elsewhere)
        {
            string mark = losses.Contains(elsewhere, SymbolEqualityComparer.Default) ? "Loss" : "Inference";
            diagnostics.Add(
                Descriptors.LossSignature,
                Declarations.NameLocation(type),
                $"'{type.Name}' inherits '{elsewhere.Name}', which is marked [{mark}], from '{elsewhere.ContainingType.Name}' of another "
                    + "assembly, and its source is not here; declare the method in a class of this project");
        }
        else if (losses.Length > 1)
        {
            Report(losses[1], $"has {losses.Length} methods that are marked [Loss]; keep one, and let it call the others");
        }
        else if (type.IsValueType || type.IsGenericType)
        {
            diagnostics.Add(
                Descriptors.LossSignature,
                IsOf(type, any) ? any.Locations.FirstOrDefault() : Declarations.NameLocation(type),
                $"'{type.Name}' is {(type.IsValueType ? "a structure" : "generic")}; declare the loss in a class without type parameters");
        }
        else if (any.ContainingType.IsGenericType)
        {
            // Reported at the base class.
            diagnostics.AddCompilerError();
        }
        else if (twice is not null)
        {
            Report(twice.Last(), $"has {twice.Count()} methods '{twice.Key}' that are marked [Inference]; give each a name of its own");
        }

        // An unmarked class reports what is wrong with its own methods.
        void Report(IMethodSymbol at, string problem)
        {
            if (IsOf(type, at))
                diagnostics.Add(Descriptors.LossSignature, at.Locations.FirstOrDefault(), $"'{type.Name}' {problem}");
            else
                diagnostics.AddCompilerError();
        }
    }

    /// <summary>Warns of parameters that no use of the loss reaches. They stay as they are, which is seldom meant.</summary>
    /// <param name="type">The class.</param>
    /// <param name="read">The members of the class that are read.</param>
    /// <param name="method">The loss.</param>
    /// <param name="diagnostics">Takes the warnings.</param>
    public static void ReportUnread(
        INamedTypeSymbol type, IEnumerable<string> read, IMethodSymbol method, DiagnosticBag diagnostics)
    {
        HashSet<string> names = [.. read];
        foreach (string name in Learning(type).Where(n => !names.Contains(n)))
        {
            ISymbol? member = InheritedParameters.Member(type, name);
            bool isReported = !IsOf(type, method)
                && Declarations.Bases(method.ContainingType).Prepend(method.ContainingType)
                    .Contains(member?.ContainingType, SymbolEqualityComparer.Default);
            if (!isReported)
            {
                ISymbol? at = member is not null && IsOf(type, member) ? member : IsOf(type, method) ? method : null;
                Location? location = at is null ? Declarations.NameLocation(type) : at.Locations.FirstOrDefault();
                diagnostics.Add(Descriptors.UnreadParameter, location, type.Name, name);
            }
        }
    }

    private static IEnumerable<string> Learning(INamedTypeSymbol type)
    {
        if (type.Attribute(Names.Optimize) is null)
            return NetworkFields.Declared(type).Select(p => p.Name);
        (var parameters, var submodels) = MemberReader.Read(type, new DiagnosticBag());
        return parameters.Select(p => p.Name).Concat(submodels.Select(s => s.Name));
    }

    private static bool IsElsewhere(IMethodSymbol method, Compilation compilation) =>
        !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly);

    // An unmarked class of this project reports its own errors where it declares the method.
    private static bool IsReportedAt(INamedTypeSymbol? declaring, IMethodSymbol method) =>
        declaring is not null && InheritedParameters.CanDeclare(declaring) && IsOf(declaring, method);

    private static bool IsOf(INamedTypeSymbol type, ISymbol member) =>
        SymbolEqualityComparer.Default.Equals(type, member.ContainingType);

    private static Location? LocationOf(ISymbol? member, INamedTypeSymbol type) =>
        member is null or INamedTypeSymbol ? Declarations.NameLocation(type) : member.Locations.FirstOrDefault();
}
