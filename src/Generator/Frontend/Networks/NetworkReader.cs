using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Reads the methods on one example of an optimized class: its loss, and the methods that are marked [Inference].</summary>
internal static class NetworkReader
{
    /// <summary>Returns the methods; null if the class has none, or if no part can be added to the class.</summary>
    public static NetworkModel? Read(
        INamedTypeSymbol type, Compilation compilation, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        if (!TargetReader.CanBeExtended(type, new DiagnosticBag())
            || ProjectReader.RefusesClass(type, compilation, new DiagnosticBag()))
        {
            return null;
        }

        IMethodSymbol[] losses = NetworkMethods.FindLosses(type), inferences = NetworkMethods.FindInferences(type);
        if (losses.Length + inferences.Length == 0)
            return null;
        GuardModel? guard = GuardReader.Read(type, new DiagnosticBag(), cancellation);
        NetworkModel model = Empty(type, compilation) with { ScalesLoss = guard is { LossScale: > 0 } };
        var ofClass = diagnostics.Part([]);
        string[] taken = [.. NetworkChecks.FindTaken(type, losses, compilation, ofClass)];
        NetworkChecks.Check(type, losses, inferences, compilation, ofClass);
        if (ofClass.First is { } refusal)
        {
            diagnostics.Inherit(ofClass);
            return model with { Taken = taken.ToEquatableArray(), Refused = Refuse(losses, inferences, refusal) };
        }

        var refused = new List<RefusedMethod?>();
        var places = new HashSet<Location>();
        Graph? ReadOrRefuse(IMethodSymbol method, bool isLoss)
        {
            DiagnosticBag ofMethod = diagnostics.Part(places);
            Graph? graph = SymbolEqualityComparer.Default.Equals(method.ContainingType, type)
                ? Read(method, type, isLoss, compilation, ofMethod, cancellation)
                : ReadInherited(method, type, isLoss, compilation, ofMethod, cancellation);
            diagnostics.Inherit(ofMethod);
            if (graph is null)
                refused.Add(RefusedMethodReader.Read(method, isLoss, ofMethod.First ?? "an error"));
            return graph;
        }

        Graph? loss = losses.Select(m => ReadOrRefuse(m, isLoss: true)).FirstOrDefault();
        var found = new List<InferenceMethod>();
        foreach (IMethodSymbol method in inferences)
        {
            if (ReadOrRefuse(method, isLoss: false) is { } graph)
                found.Add(new(graph, Declarations.Access(method), method.IsStatic));
        }

        if (loss is not null)
            NetworkChecks.ReportUnread(type, Live(loss), losses[0], diagnostics);
        return model with
        {
            Loss = loss,
            Inferences = found.ToEquatableArray(),
            Refused = refused.OfType<RefusedMethod>().ToEquatableArray(),
        };
    }

    /// <summary>Reports the errors of the methods that an unmarked abstract class declares for the classes that derive from it.</summary>
    /// <remarks>They are reported here, once, and at none of these classes.</remarks>
    public static void CheckBase(
        INamedTypeSymbol type, Compilation compilation, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        IMethodSymbol[] losses = [.. NetworkMethods.Marked(type, Names.Loss)];
        IMethodSymbol[] inferences = [.. NetworkMethods.Marked(type, Names.Inference)];
        if (losses.Length + inferences.Length == 0)
            return;
        NetworkChecks.FindTaken(type, losses, compilation, diagnostics);
        NetworkChecks.Check(type, losses, inferences, compilation, diagnostics);
        if (diagnostics.First is not null)
            return;
        var places = new HashSet<Location>();
        Graph? loss = losses.Select(m => Read(m, type, isLoss: true, compilation, diagnostics.Part(places), cancellation))
            .FirstOrDefault();
        foreach (IMethodSymbol method in inferences)
            Read(method, type, isLoss: false, compilation, diagnostics.Part(places), cancellation);
        if (loss is not null)
            NetworkChecks.ReportUnread(type, Live(loss), losses[0], diagnostics);
    }

    /// <summary>Returns a class on which the reader has failed, with the methods needed to refuse them.</summary>
    public static NetworkModel? Failed(INamedTypeSymbol type, Compilation compilation, string failure)
    {
        if (!TargetReader.CanBeExtended(type, new DiagnosticBag()))
            return null;
        string refusal = Descriptors.GeneratorFailure.Id;
        return Attempt.Run(
            () => Empty(type, compilation) with
            {
                Failure = failure,
                Taken = NetworkChecks.FindTaken(type, NetworkMethods.FindLosses(type), compilation, new DiagnosticBag()).ToEquatableArray(),
                Refused = Refuse(NetworkMethods.FindLosses(type), NetworkMethods.FindInferences(type), refusal),
            },
            _ => Empty(type, compilation) with { Failure = failure });
    }

    private static NetworkModel Empty(INamedTypeSymbol type, Compilation compilation) => new(
        compilation.AssemblyName ?? "",
        Declarations.Read(type),
        Loss: null,
        EquatableArray<InferenceMethod>.Empty,
        ScalesLoss: false,
        NoiseSeed: type.Attribute(Names.Optimize) is { } optimize ? ArgumentReader.NoiseSeed(optimize) : 0)
    {
        HidesMembers = TypeHierarchyReader.OptimizedBases(type).Any(),
    };

    private static EquatableArray<RefusedMethod> Refuse(IMethodSymbol[] losses, IMethodSymbol[] inferences, string refusal) =>
        losses.Select(m => RefusedMethodReader.Read(m, isLoss: true, refusal))
            .Concat(inferences.Select(m => RefusedMethodReader.Read(m, isLoss: false, refusal)))
            .OfType<RefusedMethod>()
            .ToEquatableArray();

    // An error of the method itself is reported at the class that declares it.
    private static Graph? ReadInherited(
        IMethodSymbol method,
        INamedTypeSymbol type,
        bool isLoss,
        Compilation compilation,
        DiagnosticBag diagnostics,
        CancellationToken cancellation)
    {
        Diagnostic? first = null;
        var inherited = new DiagnosticBag(d => first ??= d);
        if (Read(method, type, isLoss, compilation, inherited, cancellation) is { } graph)
            return graph;
        var ofBase = new DiagnosticBag();
        bool fitsBase = Read(method, method.ContainingType, isLoss, compilation, ofBase, cancellation) is not null;
        if (fitsBase && first is not null)
        {
            diagnostics.Add(
                Descriptors.LossSignature,
                Declarations.NameLocation(type),
                $"'{type.Name}' inherits '{method.Name}' of '{method.ContainingType.Name}', which does not fit: "
                    + first.GetMessage(CultureInfo.InvariantCulture));
        }

        diagnostics.Inherit(fitsBase ? inherited : ofBase);
        return null;
    }

    private static Graph? Read(
        IMethodSymbol method,
        INamedTypeSymbol type,
        bool isLoss,
        Compilation compilation,
        DiagnosticBag diagnostics,
        CancellationToken cancellation)
    {
        if (FindElement(method.ReturnType) is not { } element || (isLoss && method.ReturnType.SpecialType != element))
        {
            if (method.ReturnType.TypeKind == TypeKind.Error)
                diagnostics.AddCompilerError();
            else
                diagnostics.Add(Descriptors.LossSignature, method.Locations.FirstOrDefault(), ResultProblem(method, isLoss));
            return null;
        }

        if (method.IsVirtual || method.IsOverride || method.IsAbstract)
        {
            diagnostics.Add(
                Descriptors.LossSignature,
                method.Locations.FirstOrDefault(),
                $"'{method.Name}' is {(method.IsAbstract ? "abstract" : "virtual")}, and what is compiled is one body; make it an ordinary "
                    + "method of each class");
            return null;
        }

        if (DerivativeReader.RefusesMark(method, diagnostics))
            return null;
        string title = isLoss ? "A loss" : "An inference method";
        var context = new GraphContext(type, title, element, compilation, diagnostics, cancellation);
        var reader = new GraphReader(context, new ModelReading(ImmutableArray<string>.Empty, type, Learns: true));
        var inputs = new List<GraphInput>();
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (ReadInput(parameter, element, diagnostics) is not { } input)
                return null;
            int node = input.IsIndices
                ? context.Graph.Indices(inputs.Count, input.Shape, input.Name)
                : context.Graph.Input(inputs.Count, input.Shape, input.Name);
            bool isSingle = parameter.Type.SpecialType == SpecialType.System_Int32;
            reader.Declare(parameter, input.IsIndices ? new IndicesReading(node, isSingle) : new TensorReading(node));
            inputs.Add(input);
        }

        if (reader.Read(method) is not { } result)
            return null;
        if (result is not TensorReading { Node: var value } || context.Graph[value].Type != ScalarType.Element)
        {
            diagnostics.Add(Descriptors.LossSignature, method.Locations.FirstOrDefault(), ResultProblem(method, isLoss));
            return null;
        }

        if (!context.Graph[value].IsBatched)
        {
            diagnostics.Add(
                Descriptors.LossSignature,
                method.Locations.FirstOrDefault(),
                $"The result of '{method.Name}' does not depend on an input, so it is the same for every example; compute it from an "
                    + "input");
            return null;
        }

        if (Problem(context) is { } problem)
        {
            diagnostics.Add(Descriptors.LossSignature, method.Locations.FirstOrDefault(), problem);
            return null;
        }

        context.Graph.Named(value, isLoss ? "loss" : Identifiers.Camel(method.Name));
        return new(
            method.Name,
            element == SpecialType.System_Double ? ElementType.Double : ElementType.Single,
            inputs.ToEquatableArray(),
            context.Parameters.ToEquatableArray(),
            context.Loops.ToEquatableArray(),
            context.Graph.ToNodes(),
            value);
    }

    private static string? Problem(GraphContext context)
    {
        // More elements of an example than this would not fit into a span for a batch of a few.
        const long mostElements = 1 << 26;
        EquatableArray<GraphNode> nodes = context.Graph.ToNodes();
        foreach (GraphNode node in nodes)
        {
            if (node.Shape.Count > mostElements)
                return $"A value has the shape {GraphContext.Describe(node.Shape)}: an example may have {mostElements} elements at most";
            foreach (int operand in node.Operands.Where(o => nodes[o].Op == GraphOp.Parameter && node.Op != GraphOp.Embedding))
            {
                GraphParameter parameter = context.Parameters[(int)nodes[operand].Payload];
                if (parameter is { IsSparse: true, Learns: true })
                {
                    return $"'{parameter.Name}' is marked [SparseGradient], and the method uses it as a whole; read it with Embedding "
                        + "alone, or remove the attribute";
                }
            }
        }

        return null;
    }

    private static string ResultProblem(IMethodSymbol method, bool isLoss)
    {
        string type = method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        return isLoss
            ? $"'{method.Name}' is marked [Loss] and returns '{type}'; return the loss of one example, a float or double"
            : $"'{method.Name}' is marked [Inference] and returns '{type}'; return Vec<float>, Mat<float>, float, or the same of double";
    }

    private static GraphInput? ReadInput(IParameterSymbol parameter, SpecialType element, DiagnosticBag diagnostics)
    {
        ValueShape? shape = GraphContext.Shape(parameter);
        ITypeSymbol type = parameter.Type;
        string? problem = null;
        if (type.TypeKind == TypeKind.Error)
        {
            diagnostics.AddCompilerError();
            return null;
        }

        if (parameter.RefKind != RefKind.None || parameter.IsParams)
            problem = "hand it over by value";
        else if (type.SpecialType == element)
            return new(parameter.Name, ValueShape.Scalar, IsIndices: false);
        else if (type.SpecialType == SpecialType.System_Int32)
            return new(parameter.Name, ValueShape.Scalar, IsIndices: true);
        else if (IsSpanOfInt(type))
            problem = shape is { IsVector: true } ? null : "write [Shape(count)] before it";
        else if (IsValue(type, "Vec") && FindElement(type) == element)
            problem = shape is { IsVector: true } ? null : "write [Shape(length)] before it";
        else if (IsValue(type, "Mat") && FindElement(type) == element)
            problem = shape is not null ? null : "write [Shape(rows, columns)] before it";
        else
            problem = element == SpecialType.System_Double
                ? "the result is a double, so inputs are Vec<double>, Mat<double>, double, int and ReadOnlySpan<int>"
                : "the result is a float, so inputs are Vec<float>, Mat<float>, float, int and ReadOnlySpan<int>";
        if (problem is null)
            return new(parameter.Name, shape!.Value, IsSpanOfInt(type));
        diagnostics.Add(
            Descriptors.LossSignature, parameter.Locations.FirstOrDefault(), $"The input '{parameter.Name}' does not fit; {problem}");
        return null;
    }

    /// <summary>Returns true if a type is that of several whole numbers.</summary>
    public static bool IsSpanOfInt(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "ReadOnlySpan", TypeArguments: [{ SpecialType: SpecialType.System_Int32 }] };

    private static bool IsValue(ITypeSymbol type, string name) => type is INamedTypeSymbol named && named.IsGeneric("FusedOpt", name);

    /// <summary>Returns the type of the elements of a number, vector or matrix; null for another type.</summary>
    public static SpecialType? FindElement(ITypeSymbol type)
    {
        ITypeSymbol element = type is INamedTypeSymbol { TypeArguments: [var argument] } named
            && (named.IsGeneric("FusedOpt", "Vec") || named.IsGeneric("FusedOpt", "Mat")) ? argument : type;
        return element.SpecialType is SpecialType.System_Single or SpecialType.System_Double ? element.SpecialType : null;
    }

    // Returns the members of the class on which the result of a loss depends.
    private static IEnumerable<string> Live(Graph graph)
    {
        bool[] live = graph.FindLive();
        return graph.Nodes.Where((n, i) => live[i] && n.Op == GraphOp.Parameter).Select(n => graph.Parameters[(int)n.Payload])
            .Select(p => p.Loop == 0 ? p.Path[0] : graph.Loops[p.Loop - 1].Path[0]);
    }
}
