package io.github.stylizer.internal.io;

/**
 * The limits of what an untrusted file may claim or cost, in one place. docs/security.md lists
 * them. None has an effect on files that a program writes in earnest.
 */
public final class FileLimits {
  /** Pixels of an image, of a frame in it, or of a tile: Pillow's limit against bombs. */
  public static final long IMAGE_PIXELS = 178_956_970;

  /** Pixels along a side of an image. */
  public static final int IMAGE_SIDE = 65_500;

  /** Pixels of a frame of a film: more than 8K. */
  public static final int FILM_FRAME_PIXELS = 1 << 26;

  /** Bytes of an image file that is read from a stream, or as a whole. */
  public static final int IMAGE_BYTES_IN_MEMORY = 512 << 20;

  /** Scans of a JPEG image. Programs write about ten; every one takes a pass over all pixels. */
  public static final int JPEG_SCANS = 100;

  /** Segments of a JPEG image that are searched for metadata. */
  public static final int JPEG_METADATA_SEGMENTS = 1000;

  /** Groups of prefix codes of a lossless WebP image. Google's encoder writes at most 2,600. */
  public static final int WEBP_CODE_GROUPS = 4096;

  /** Bytes of EXIF, XMP or IPTC data or a color profile in an image file, also inflated. */
  public static final int IMAGE_METADATA_BYTES = 16 << 20;

  /** Bytes of all values of EXIF data, or of a TIFF file's tags, that a picture takes over. */
  public static final int EXIF_BYTES = 1 << 20;

  /** Elements of XMP data inside one another. */
  public static final int XMP_DEPTH = 100;

  /** Entries of a directory of a TIFF file or of EXIF data. */
  public static final int TIFF_ENTRIES = 1000;

  /** Pixels of a tile that is larger than its TIFF image. */
  public static final int TIFF_TILE_PIXELS = 1 << 22;

  /** Directories of a TIFF file that are looked at for signs of a camera raw file. */
  public static final int TIFF_DIRECTORIES = 32;

  /** Bytes of the header of a safetensors file. */
  public static final int SAFETENSORS_HEADER_BYTES = 100_000_000;

  /** Tensors, and entries of the metadata, of a safetensors file. */
  public static final int SAFETENSORS_ENTRIES = 100_000;

  /** Bytes of a pickle in a file of torch.save. */
  public static final int PICKLE_BYTES = 1 << 24;

  /** Instructions of a pickle. */
  public static final int PICKLE_INSTRUCTIONS = 1_000_000;

  /** Bytes of the directory of a zip archive. */
  public static final int ZIP_DIRECTORY_BYTES = 1 << 24;

  /** Pairs that the dictionaries of a file of torch.save are made of by calls. */
  public static final int DICTIONARY_ENTRIES = 1_000_000;

  /** Bytes of all tensors of a file of torch.save beyond its size: views may repeat numbers. */
  public static final long REPEATED_TENSOR_BYTES = 16 << 20;

  /** Nodes, tensors, names and sides of tensors of an ONNX file. */
  public static final int ONNX_ENTRIES = 100_000;

  /** Bytes of all names and metadata of an ONNX file. */
  public static final int ONNX_TEXT_BYTES = 1 << 24;

  /** Bytes of the numbers of an ONNX file that are stored one by one. */
  public static final int ONNX_COLLECTED_BYTES = 64 << 20;

  private FileLimits() {}
}
