package credence.prediction;

/// A document in memory and what was made of it.
///
/// @param bytes the document as it was published; never changed
/// @param content what was made of it
@SuppressWarnings("ArrayRecordComponent") // Shared for reading, never compared.
public record LoadedDocument(byte[] bytes, DocumentReader.Read content) {}
