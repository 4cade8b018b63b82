using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Finds the schedule that a class names.</summary>
internal static class ScheduleReader
{
    private const string LearningRate = "learningRate";

    /// <summary>Returns the name of the schedule's member; null if the class names none, or names a member that is no schedule.</summary>
    public static string? Read(
        INamedTypeSymbol type,
        AttributeData optimize,
        IEnumerable<ParameterField> parameters,
        DiagnosticBag diagnostics,
        CancellationToken cancellation)
    {
        if (type.Attribute(Names.Schedule) is not { } attribute)
            return null;
        string? name = attribute.ConstructorArguments is [{ Value: string given }] ? given : null;
        if ((Misfit(type, optimize, parameters) ?? Misfit(type, name)) is not { } problem)
            return name;
        Location? location = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation();
        diagnostics.Add(Descriptors.Schedule, location, type.Name, problem);
        return null;
    }

    /// <summary>Returns true if a class, or a class that it derives from, has a schedule.</summary>
    public static bool IsScheduled(INamedTypeSymbol? type) =>
        type is not null && Declarations.Bases(type).Prepend(type).Any(t => t.Attribute(Names.Schedule) is not null);

    private static string? Misfit(INamedTypeSymbol type, AttributeData optimize, IEnumerable<ParameterField> parameters)
    {
        if (TypeHierarchyReader.OptimizedBases(type).FirstOrDefault() is { } parent)
            return $"it is stepped together with its base class '{parent.Name}', which has the learning rate; name the schedule there";
        if (ArgumentReader.Read(type, optimize).Any(a => a.Value.Name == LearningRate))
            return "its [Optimize] sets a LearningRate, too; keep one of the two";
        return parameters.FirstOrDefault(p => p.Arguments.Any(a => a.Name == LearningRate)) is { } own
            ? $"the LearningRate of '{own.Name}' is a ratio to that of the class, which now changes; set LearningRateScale instead"
            : null;
    }

    private static string? Misfit(INamedTypeSymbol type, string? name)
    {
        ISymbol[] found = [.. Named(type, name)];
        if (found.Length == 0)
            return $"it has no field or property '{name}'; name one with nameof" + NearestName.Question(Nearest(type, name));
        return found.Select(TypeOf).OfType<ITypeSymbol>().Any(IsSchedule)
            ? null
            : $"'{name}' is no field or property of type ISchedule; declare it as one, such as: "
                + "static readonly ISchedule Rate = new Cosine(0.01, steps: 1000), with FusedOpt.Schedules";
    }

    private static string? Nearest(INamedTypeSymbol type, string? name) => NearestName.Find(
        name ?? "",
        Declarations.Bases(type)
            .SelectMany(b => b.GetMembers().Where(m => m.DeclaredAccessibility != Accessibility.Private))
            .Concat(type.GetMembers())
            .Where(m => m.CanBeReferencedByName && TypeOf(m) is { } held && IsSchedule(held))
            .Select(m => m.Name));

    private static bool IsSchedule(ITypeSymbol type) => type.Is(Names.ISchedule) || type.AllInterfaces.Any(i => i.Is(Names.ISchedule));

    /// <summary>Returns the members of a name: the type's own, and the members of its bases that the type can see.</summary>
    public static IEnumerable<ISymbol> Named(INamedTypeSymbol type, string? name)
    {
        if (string.IsNullOrEmpty(name))
            return [];
        IEnumerable<ISymbol> inherited = Declarations.Bases(type)
            .SelectMany(b => b.GetMembers(name!))
            .Where(m => m.DeclaredAccessibility != Accessibility.Private);
        return type.GetMembers(name!).Concat(inherited);
    }

    private static ITypeSymbol? TypeOf(ISymbol member) => member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol { GetMethod: not null, IsIndexer: false } property => property.Type,
        _ => null,
    };
}
